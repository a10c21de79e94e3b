internal import NGFWAppID
internal import NGFWCore

/// What App-ID needs to remember of a session until its application is final: apart from the session record, so that
/// the many decided sessions do not carry it.
struct InspectionState {
    var inspection: Inspection
    var fromClient = StreamAssembler()
    var fromServer = StreamAssembler()
    /// Packets that brought nothing to look at.
    var unseenPackets = 0
    /// The session's record number.
    let session: Int

    init(_ inspection: Inspection, session: Int) {
        self.inspection = inspection
        self.session = session
    }

    /// Whether receivers are known to have everything that was inspected.
    var isAcknowledged: Bool { fromClient.isAcknowledged && fromServer.isAcknowledged }

    subscript(direction: FlowDirection) -> StreamAssembler {
        get { direction == .clientToServer ? fromClient : fromServer }
        _modify {
            if direction == .clientToServer { yield &fromClient } else { yield &fromServer }
        }
    }
}

/// The inspection states of all sessions under inspection, at most ``NGFWCore/Limits/inspectedSessions``.
struct InspectionPool: ~Copyable {
    private var states: [InspectionState?] = []
    /// What each session is so far, by ``IdentificationTable``: its record has the slot's number in the same place.
    private var identifications: [UInt32] = []
    private var freeSlots: [UInt32] = []
    private let limit: Int
    private var hand = 0
    private(set) var count = 0

    init(limit: Int) { self.limit = min(max(1, limit), Int(UInt32.max)) }

    var isFull: Bool { count >= limit }

    /// A slot for a session; `nil` when all are taken.
    mutating func add(_ state: InspectionState, _ identification: UInt32) -> UInt32? {
        guard !isFull else { return nil }
        count += 1
        if let slot = freeSlots.popLast() {
            states[Int(slot)] = state
            identifications[Int(slot)] = identification
            return slot
        }
        states.append(state)
        identifications.append(identification)
        return UInt32(truncatingIfNeeded: states.count - 1)
    }

    /// - Returns: what the session was found to be.
    mutating func remove(_ slot: UInt32) -> UInt32 {
        states[Int(slot)] = nil
        freeSlots.append(slot)
        count -= 1
        return identifications[Int(slot)]
    }

    /// Takes a state out to work on it alone; ``put(_:_:)`` brings it back.
    mutating func take(_ slot: UInt32) -> InspectionState? {
        var state: InspectionState?
        swap(&state, &states[Int(slot)])
        return state
    }

    mutating func put(_ state: InspectionState, _ slot: UInt32) { states[Int(slot)] = state }

    /// Whether receivers are known to have everything that was inspected of a session.
    func isAcknowledged(_ slot: UInt32) -> Bool { states[Int(slot)]?.isAcknowledged ?? true }

    func identification(_ slot: UInt32) -> UInt32 { identifications[Int(slot)] }

    mutating func setIdentification(_ number: UInt32, _ slot: UInt32) { identifications[Int(slot)] = number }

    /// Changes every state.
    mutating func forEach(_ change: (inout InspectionState) -> Void) {
        for index in states.indices {
            guard var state = states[index] else { continue }
            states[index] = nil
            change(&state)
            states[index] = state
        }
    }

    /// The session that has to make room: the pool is gone round in order, so that it is one of the older ones.
    mutating func sessionToCutShort() -> Int? {
        for _ in states.indices {
            hand = (hand + 1) % states.count
            if let state = states[hand] { return state.session }
        }
        return nil
    }
}
