internal import NGFWAppID
internal import NGFWCore

/// What App-ID needs to remember of a session until its application is final: apart from the session record, so that
/// the many decided sessions do not carry it.
struct InspectionState: ~Copyable {
    var inspection: Inspection
    /// From the client and from the server.
    private var streams = InlineArray<2, StreamAssembler>(repeating: StreamAssembler())
    /// Packets that brought nothing to look at.
    var unseenPackets = 0
    /// The session's record number.
    fileprivate(set) var session: Int

    static let noSession = -1
    init(_ inspection: Inspection, session: Int) {
        self.inspection = inspection
        self.session = session
    }

    /// Whether receivers are known to have everything that was inspected.
    var isAcknowledged: Bool { streams[0].isAcknowledged && streams[1].isAcknowledged }

    /// Whether it has memory of its own beyond the bytes that the classifier takes back.
    fileprivate var holdsMemory: Bool { streams[0].hasPending || streams[1].hasPending || inspection.holdsMemory }

    /// Whether a stream waits for what is missing, and more came than may wait for it.
    var lacksRoom: Bool { streams[0].lacksRoom || streams[1].lacksRoom }

    /// PERF: a coroutine that is not inlined, as one with two yields, has a frame on the heap, taken and given back by every access.
    subscript(direction: FlowDirection) -> StreamAssembler {
        @inline(__always)
        _read { yield streams[direction == .clientToServer ? 0 : 1] }
        @inline(__always)
        _modify { yield &streams[direction == .clientToServer ? 0 : 1] }
    }
}

/// The inspection states of all sessions under inspection, at most ``NGFWCore/Limits/inspectedSessions``.
///
/// They stand in pieces of memory that never move and are written in place: a state is half a kilobyte with a dozen references.
@safe
struct InspectionPool: ~Copyable {
    private static let pieceSize = 64

    /// Each of ``pieceSize`` states, all initialized.
    private var pieces = unsafe [UnsafeMutablePointer<InspectionState>]()
    /// What each session is so far, by ``IdentificationTable``: its record has the slot's number in the same place.
    private var identifications: [UInt32] = []
    private var freeSlots: [UInt32] = []
    private let limit: Int
    private var hand = 0
    private(set) var count = 0

    init(limit: Int) { self.limit = min(max(1, limit), Int(UInt32.max)) }

    deinit {
        for number in unsafe pieces.indices {
            // Every piece was allocated and initialized whole.
            unsafe pieces[number].deinitialize(count: Self.pieceSize)
            unsafe pieces[number].deallocate()
        }
    }

    var isFull: Bool { count >= limit }

    /// A slot for a session; `nil` when all are taken.
    mutating func add(_ state: consuming InspectionState, _ identification: UInt32) -> UInt32? {
        guard !isFull else { return nil }
        count += 1
        let slot = freeSlots.popLast() ?? UInt32(truncatingIfNeeded: identifications.count)
        if slot == identifications.count {
            identifications.append(identification)
            if Int(slot) % Self.pieceSize == 0 { addPiece() }
        }
        identifications[Int(slot)] = identification
        self[slot] = state
        return slot
    }

    private mutating func addPiece() {
        let piece = UnsafeMutablePointer<InspectionState>.allocate(capacity: Self.pieceSize)
        // Within the capacity.
        for number in 0..<Self.pieceSize { unsafe (piece + number).initialize(to: Self.free()) }
        unsafe pieces.append(piece)
    }

    /// A slot's state that no session has.
    private static func free() -> InspectionState {
        InspectionState(Inspection(ipProtocol: .tcp, startsMidStream: false), session: InspectionState.noSession)
    }

    /// - Returns: what the session was found to be.
    mutating func remove(_ slot: UInt32) -> UInt32 {
        // PERF: to take a state's references apart costs as much as to open a session, and the next session in the slot does it anyway.
        if self[slot].holdsMemory { self[slot] = Self.free() } else { self[slot].session = InspectionState.noSession }
        freeSlots.append(slot)
        count -= 1
        return identifications[Int(slot)]
    }

    subscript(slot: UInt32) -> InspectionState {
        // The piece is found by a checked index, the place within it is below its size.
        @inline(__always)
        _read { yield unsafe pieces[Int(slot) / Self.pieceSize][Int(slot) % Self.pieceSize] }
        @inline(__always)
        _modify { yield unsafe &pieces[Int(slot) / Self.pieceSize][Int(slot) % Self.pieceSize] }
    }

    /// Whether receivers are known to have everything that was inspected of a session.
    func isAcknowledged(_ slot: UInt32) -> Bool { self[slot].isAcknowledged }

    func identification(_ slot: UInt32) -> UInt32 { identifications[Int(slot)] }

    mutating func setIdentification(_ number: UInt32, _ slot: UInt32) { identifications[Int(slot)] = number }

    /// Changes every state.
    mutating func forEach(_ change: (inout InspectionState) -> Void) {
        for slot in identifications.indices.map({ UInt32($0) }) where self[slot].session != InspectionState.noSession {
            change(&self[slot])
        }
    }

    /// The session that has to make room: the pool is gone round in order, so that it is one of the older ones.
    mutating func sessionToCutShort() -> Int? {
        for _ in identifications.indices {
            hand = (hand + 1) % identifications.count
            let session = self[UInt32(hand)].session
            if session != InspectionState.noSession { return session }
        }
        return nil
    }
}
