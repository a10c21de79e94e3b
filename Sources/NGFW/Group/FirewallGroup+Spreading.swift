internal import Dispatch
internal import NGFWCore
internal import NGFWPolicy

/// How a batch is worked on: in stretches that all workers share, and between them what concerns several workers, packet by packet.
extension FirewallGroup {
    /// Stretches shorter than this are not worth waking anybody for.
    private static let shortStretch = 64

    func spread(_ bytes: Span<UInt8>, _ packets: Span<PacketDescriptor>, _ verdicts: inout [Verdict]) {
        for number in 0..<packets.count {
            var descriptor = packets[number]
            if descriptor.time > clock {
                if hasFostered, shards[0].firewall.followsClock(at: descriptor.time) { work(bytes, &verdicts) }
                clock = descriptor.time
            }
            descriptor.time = clock
            let (shard, course) = spreader.place(of: descriptor, bytes, &watch)
            switch course {
            case .ordinary: add(descriptor, number, to: shard)
            case .announces:
                // Nobody may be ahead of an announcement.
                add(descriptor, number, to: shard)
                work(bytes, &verdicts)
            case .isAwaited(let tuple):
                rest(bytes, &verdicts)
                add(descriptor, number, to: shard)
                shards[shard].firewall.kinship?.mayAsk(kin[shard])
                work(bytes, &verdicts)
                shards[shard].firewall.kinship?.mayAsk(nil)
                hasFostered = true
                forget(tuple)
            case .isError(let other):
                rest(bytes, &verdicts)
                add(descriptor, number, to: isAbout(descriptor, bytes, sessionOf: other) ? other : shard)
            }
        }
        rest(bytes, &verdicts)
    }

    private func add(_ descriptor: PacketDescriptor, _ number: Int, to shard: Int) {
        shards[shard].add(descriptor, number)
        waitingCount += 1
    }

    /// Has the workers deal with what was spread.
    private func work(_ bytes: Span<UInt8>, _ verdicts: inout [Verdict]) {
        guard waitingCount > 0 else { return }
        let last = clock
        let shards = shards
        let isShort = waitingCount < Self.shortStretch
        waitingCount = 0
        unsafe bytes.withUnsafeBufferPointer { buffer in
            let batch = unsafe BatchBytes(buffer)
            if isShort {
                for shard in shards where shard.hasWork { shard.run(batch, until: last) }
            } else {
                // Each iteration touches its own shard; all are done when this returns, and so are their uses of the bytes.
                DispatchQueue.concurrentPerform(iterations: shards.count) { number in shards[number].run(batch, until: last) }
            }
        }
        for shard in shards { shard.give(&verdicts) }
        learn()
    }

    /// Has the workers deal with what was spread, and brings all to the same time.
    private func rest(_ bytes: Span<UInt8>, _ verdicts: inout [Verdict]) {
        work(bytes, &verdicts)
        for shard in shards { shard.firewall.moveClock(to: clock) }
        settle()
    }

    private func isAbout(_ descriptor: PacketDescriptor, _ bytes: Span<UInt8>, sessionOf other: Int) -> Bool {
        guard let packet = spreader.decoded(descriptor, bytes), let quoted = spreader.quoted(by: packet) else { return false }
        let own = bytes.extracting(descriptor.offset..<descriptor.offset + descriptor.length)
        return shards[other].firewall.session(of: quoted, quotedBy: packet, own, in: .outermost) != nil
    }

    // MARK: Announcements

    /// Takes note of what workers have announced, and whose packets may announce more.
    private func learn() {
        var announced: [(key: PredictedSessions.Key, worker: Int)] = []
        for number in shards.indices {
            guard let news = shards[number].firewall.kinship?.takeNews() else { continue }
            for tuple in news.controls { watch.note(control: tuple) }
            for key in news.announced where !isTaken(key, from: number) { announced.append((key, number)) }
        }
        let surplus = announced.isEmpty ? 0 : max(0, predictionCount - configuration.limits.predictedSessions)
        for (key, worker) in announced.suffix(surplus) { shards[worker].firewall.refusePrediction(key) }
        for (key, worker) in announced.dropLast(surplus) where home(of: key) != worker { watch.note(key, of: worker) }
        tidyUp()
    }

    /// The worker whose packets may fulfil a prediction, if it is one.
    private func home(of key: PredictedSessions.Key) -> Int? {
        key.source == PredictedSessions.Key.anyone ? nil : spreader.shard(of: key.source, key.destination)
    }

    /// Another worker that awaits a flow already keeps it.
    private func isTaken(_ key: PredictedSessions.Key, from worker: Int) -> Bool {
        let holders = [watch.awaited[key], home(of: key)]
        guard holders.contains(where: { $0.map { $0 != worker && shards[$0].firewall.awaits(key) } ?? false }) else { return false }
        shards[worker].firewall.refusePrediction(key)
        return true
    }

    private var predictionCount: Int { shards.reduce(0) { $0 + $1.firewall.predictions.count } }

    /// Forgets what is over, once that is more than the rest.
    private func tidyUp() {
        if watch.controlCount > 1_024, watch.controlCount > 2 * shards.reduce(0, { $0 + $1.firewall.controls.count }) {
            watch.forgetControls()
            for shard in shards {
                for tuple in shard.firewall.controlTuples() { watch.note(control: tuple) }
            }
        }
        if watch.awaited.count > 1_024, watch.awaited.count > 2 * predictionCount {
            watch.keep { key, worker in shards[worker].firewall.awaits(key) }
        }
    }

    private func forget(_ tuple: FiveTuple) {
        for breadth in PredictedSessions.Breadth.allCases {
            let key = PredictedSessions.Key(tuple, in: .outermost, breadth)
            if let worker = watch.awaited[key], !shards[worker].firewall.awaits(key) { watch.forget(key) }
        }
    }

    /// Asks again about sessions whose parents others have, after all have asked about their own.
    func settle() {
        guard hasFostered else { return }
        for (number, shard) in shards.enumerated() where shard.firewall.kinship?.owesRematch == true {
            shard.firewall.kinship?.owesRematch = false
            shard.firewall.kinship?.mayAsk(kin[number])
            shard.firewall.rematchFostered()
            shard.firewall.kinship?.mayAsk(nil)
        }
    }
}

extension Firewall {
    /// Control sessions that may announce flows between other hosts.
    mutating func controlTuples() -> [FiveTuple] {
        let numbers = controls.concerningOthers
        return numbers.compactMap { table[$0].key.domain == .outermost ? table[$0].tuple : nil }
    }

    /// Whether running sessions may have to be asked about again by that time.
    mutating func followsClock(at time: Timestamp) -> Bool {
        guard follows.anything, let owner else { return false }
        return owner.isDue(at: time) || follows.nextScheduleChange.map { $0 <= time } ?? false
    }
}
