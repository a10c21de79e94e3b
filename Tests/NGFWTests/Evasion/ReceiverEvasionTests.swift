import NGFW
import NGFWCore
import NGFWPacket
import NGFWPolicy
import NGFWTestSupport
import Testing

/// All tricks with segments at once, by chance, against servers that put streams together in either way.
@Suite("Evasion: what servers read")
struct ReceiverEvasionTests {
    /// A server's side of the stream: what arrived, and what of it was read.
    private struct Receiver {
        /// Whether of overlapping bytes that wait the later ones count.
        let lastWins: Bool
        private(set) var read: [UInt8] = []
        private var waiting: [UInt8?] = Array(repeating: nil, count: Attack.film.utf8.count)

        init(lastWins: Bool) { self.lastWins = lastWins }

        mutating func take(_ bytes: [UInt8], at offset: Int) {
            for (index, byte) in bytes.enumerated() where offset + index >= read.count {
                if lastWins || waiting[offset + index] == nil { waiting[offset + index] = byte }
            }
            while read.count < waiting.count, let byte = waiting[read.count] { read.append(byte) }
        }

        var readsFilm: Bool { read.starts(with: Array("GET /film HTTP/1.1\r\n".utf8)) }
    }

    @Test("However segments overlap, die on the way or come out of order, no server reads what is forbidden", arguments: [false, true])
    func neverReads(lastWins: Bool) {
        var filmsRead = 0
        for seed in UInt64(1)...UInt64(Soak.size(400, soak: 20_000)) {
            var random = SplitMix64(seed: seed)
            func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
            var attack = Attack()
            var server = Receiver(lastWins: lastWins)
            var unguarded = Receiver(lastWins: lastWins)
            let texts = [Attack.film, Attack.film, Attack.harmless, Attack.lure].map { Array($0.utf8) }
            for _ in 0..<40 {
                let text = texts[Int.random(in: 0..<texts.count, using: &random)]
                let start = chance(40) ? server.read.count % text.count : Int.random(in: 0..<text.count, using: &random)
                let end = Int.random(in: start..<text.count, using: &random) + 1
                let arrives = chance(75)
                let isReset = !arrives && chance(10)
                let verdict = attack.client(String(decoding: text[start..<end], as: UTF8.self), at: start) {
                    $0.timeToLive = arrives ? 64 : 1
                    $0.flags = isReset ? .rst : [.ack, .psh]
                }
                if arrives {
                    unguarded.take(Array(text[start..<end]), at: start)
                    if verdict.isPass { server.take(Array(text[start..<end]), at: start) }
                }
                if chance(30) { attack.acknowledge(server.read.count) }
            }
            if unguarded.readsFilm { filmsRead += 1 }
            #expect(!server.readsFilm, "seed \(seed)")
        }
        // Without the firewall some servers would have read it.
        #expect(filmsRead > 5)
    }
}
