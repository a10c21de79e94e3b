internal import NGFWCore

/// All that is known of one session, live or refused, as reports and lookups ask for it.
struct SessionView {
    var record: SessionRecord
    var details: SessionDetails
    var origin: OriginTable.Origin
    /// A number of the ``IdentificationTable``.
    var identification: UInt32
    /// Who announced it.
    var parent: SessionParent?

    init(record: SessionRecord, details: SessionDetails, origin: OriginTable.Origin) {
        self.record = record
        self.details = details
        self.origin = origin
        identification = record.identification
    }
}
