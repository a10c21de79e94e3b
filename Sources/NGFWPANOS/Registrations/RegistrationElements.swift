extension ElementTable {
    /// Elements of a registration message. Source: reference section 3.5.
    static let registrations = ElementTable(
        """
        ignored      3.5  uid-message/version
        implemented  3.5  uid-message/type
        implemented  3.5  uid-message/payload/register|unregister|register-user|unregister-user/entry/tag/member
        implemented  3.5  uid-message/payload/login|logout/entry
        implemented  3.5  uid-message/payload/groups/entry/members/entry
        implemented  3.5  uid-message/payload/clear/registered-ip|registered-user/all
        """,
        prefixes: [:])
}
