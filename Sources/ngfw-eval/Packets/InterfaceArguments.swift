import ArgumentParser
import NGFWCapture

/// Options of commands that listen to an interface.
struct InterfaceArguments: ParsableArguments {
    @Option(
        name: .customLong("interface"),
        help: ArgumentHelp(
            "Listens to a network interface instead, until Ctrl-C: verdicts are logged, not enforced. Wants root or the capability CAP_NET_RAW.",
            valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("Of an interface: ends after so many packets.", valueName: "packets"))
    var count: Int?

    @Option(help: ArgumentHelp("Of an interface: ends after a time such as 90s, 15m or 2h.", valueName: "time"))
    var duration: String?

    @Option(
        help: ArgumentHelp(
            "Of an interface: takes only what a filter of libpcap lets through, such as \"tcp port 22\".", valueName: "filter"))
    var captureFilter: String?

    @Flag(help: "Of an interface: takes only frames that this machine gets anyway.")
    var noPromiscuous = false

    @Option(help: ArgumentHelp("Of an interface: bytes kept of each packet, 64 to 262144 (the default).", valueName: "bytes"))
    var snapLength: Int?

    @Option(
        help: ArgumentHelp("Of an interface: what the kernel holds while this program is busy, 1 to 1024 (default: 16).", valueName: "MiB"))
    var captureBuffer: Int?

    /// Opens the interface.
    ///
    /// - Parameter endsAtHangup: False when SIGHUP means something else than to end.
    /// - Throws: what is wrong with the options, or with the interface after printing it.
    func open(_ name: String, endsAtHangup: Bool, _ console: Console) throws -> InterfacePackets {
        var options = InterfaceOptions()
        options.filter = captureFilter
        options.isPromiscuous = !noPromiscuous
        if let snapLength { options.snapLength = snapLength }
        if let captureBuffer { options.bufferBytes = captureBuffer << 20 }
        Interrupt.listen(endsAtHangup: endsAtHangup)
        do throws(CaptureError) {
            return try InterfacePackets(
                name, options: options, limits: .init(count: count, duration: duration.flatMap(Self.nanoseconds)), console)
        } catch {
            console.write(error.diagnostic)
            throw ExitCode(2)
        }
    }

    /// - Parameter hasCaptures: whether files are named too.
    func check(hasCaptures: Bool) throws(InputError) {
        switch (name, hasCaptures) {
        case (nil, false): throw InputError("nothing to read: name a capture, or an interface by --interface")
        case (_?, true): throw InputError("a capture and --interface are two sources: ask for one at a time")
        case (nil, true):
            let given = [
                ("--count", count != nil), ("--duration", duration != nil), ("--capture-filter", captureFilter != nil),
                ("--no-promiscuous", noPromiscuous), ("--snap-length", snapLength != nil), ("--capture-buffer", captureBuffer != nil),
            ]
            if let option = given.first(where: \.1) { throw InputError("\(option.0) is about an interface: name it by --interface") }
        case (_?, false): break
        }
    }

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count: a number of packets from 1 on") }
        if let snapLength, !(64...262_144).contains(snapLength) { throw ValidationError("--snap-length: a number from 64 to 262144") }
        if let captureBuffer, !(1...1_024).contains(captureBuffer) { throw ValidationError("--capture-buffer: a number from 1 to 1024") }
        if let duration, Self.nanoseconds(duration) == nil {
            throw ValidationError("--duration: '\(duration)' is not a time such as 90s, 15m or 2h")
        }
    }

    /// `90s`, `15m`, `2h`, `90`; at most some thousand years.
    private static func nanoseconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits),
            number > 0
        else { return nil }
        let (nanoseconds, overflow) = (number * (unit ?? 1)).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? nil : nanoseconds
    }
}
