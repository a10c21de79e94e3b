internal import Dispatch
internal import NGFWCore
internal import NGFWPacket
internal import NGFWPolicy

/// How a batch is worked on: in stretches that all workers share, and between them what concerns several workers, packet by packet.
extension FirewallGroup {
    /// Stretches shorter than this are not worth waking anybody for.
    private static let shortStretch = 64

    func spread(_ batch: SharedBatch) {
        mark(batch)
        let revision = watch.revision
        // Those before are dealt with.
        var first = 0
        for number in 0..<batch.count {
            let time = batch[number].time
            if time > clock {
                if hasFostered, shards[0].firewall.followsClock(at: time) {
                    work(batch, first..<number)
                    first = number
                }
                clock = time
            }
            if watch.revision != revision { batch.setMark(number, spreader.mark(batch, number, watch)) }
            let worker = batch.mark(number).worker
            switch batch.mark(number).course {
            case .ordinary: break
            case .announces:
                // Nobody may be ahead of an announcement.
                spreader.note(batch, number, in: &watch)
                work(batch, first..<number + 1)
                first = number + 1
            case .isAwaited:
                rest(batch, first..<number)
                shards[worker].firewall.kinship?.mayAsk(kin[worker])
                work(batch, number..<number + 1)
                shards[worker].firewall.kinship?.mayAsk(nil)
                first = number + 1
                hasFostered = true
                if let packet = spreader.decoded(batch, number) { forget(packet.tuple) }
            case .isError:
                rest(batch, first..<number)
                first = number
                batch.setMark(number, PacketMark(workerOfError(batch, number) ?? worker))
            }
        }
        rest(batch, first..<batch.count)
    }

    /// Marks the packets with what is known before the batch, each worker a part of them.
    private func mark(_ batch: SharedBatch) {
        let (spreader, watch, parts) = (spreader, watch, min(shards.count, batch.count / Self.shortStretch + 1))
        Self.perform(parts) { part in
            for number in part * batch.count / parts..<(part + 1) * batch.count / parts {
                batch.setMark(number, spreader.mark(batch, number, watch))
            }
        }
    }

    /// Has the workers deal with a stretch of the batch.
    private func work(_ batch: SharedBatch, _ stretch: Range<Int>) {
        guard !stretch.isEmpty else { return }
        let (start, last, shards) = (workedClock, clock, shards)
        workedClock = clock
        if stretch.count == 1 {
            shards[batch.mark(stretch.lowerBound).worker].run(batch, stretch, from: start, until: last)
        } else {
            // Each touches its own shard.
            Self.perform(shards.count, alone: stretch.count < Self.shortStretch) { number in
                shards[number].run(batch, stretch, from: start, until: last)
            }
        }
        learn()
    }

    /// Does something for each of several numbers, on as many threads, or alone; all is done when this returns. With a worker's number it
    /// may touch that worker and no other.
    static func perform(_ count: Int, alone: Bool = false, _ body: @Sendable (Int) -> Void) {
        if alone || count == 1 {
            for number in 0..<count { body(number) }
        } else {
            DispatchQueue.concurrentPerform(iterations: count, execute: body)
        }
    }

    /// Has the workers deal with a stretch of the batch, and brings all to the same time.
    private func rest(_ batch: SharedBatch, _ stretch: Range<Int>) {
        work(batch, stretch)
        for shard in shards { shard.firewall.moveClock(to: clock) }
        settle()
    }

    /// The worker of the session that an error speaks of, if that exists.
    private func workerOfError(_ batch: SharedBatch, _ number: Int) -> Int? {
        guard let packet = spreader.decoded(batch, number), let quoted = spreader.quoted(by: packet) else { return nil }
        let worker = spreader.worker(of: quoted.source, quoted.destination)
        let isAbout = batch.withPacket(number) { bytes, _ in
            shards[worker].firewall.session(of: quoted, quotedBy: packet, bytes, in: .outermost) != nil
        }
        return isAbout == true ? worker : nil
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
        key.source == PredictedSessions.Key.anyone ? nil : spreader.worker(of: key.source, key.destination)
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
