internal import NGFWCore

/// All that is known of one session, live or refused, as reports and lookups ask for it.
struct SessionView {
    var record: SessionRecord
    var start: Timestamp
    /// 0 for one that never was in the table.
    var id: UInt64
    var origin: OriginTable.Origin
    /// A number of the ``IdentificationTable``.
    var identification: UInt32
    /// Who announced it.
    var parent: SessionParent?

    init(record: SessionRecord, start: Timestamp, id: UInt64, origin: OriginTable.Origin) {
        self.record = record
        self.start = start
        self.id = id
        self.origin = origin
        identification = record.identification
    }
}
