internal import NGFWCore

/// All that is known of one session, live or refused, as reports and lookups ask for it.
struct SessionView {
    var record: SessionRecord
    var details: SessionDetails
    /// A number of the ``IdentificationTable``.
    var identification: UInt32
    /// Who announced it.
    var parent: SessionParent?

    init(record: SessionRecord, details: SessionDetails) {
        self.record = record
        self.details = details
        identification = record.identification
    }
}
