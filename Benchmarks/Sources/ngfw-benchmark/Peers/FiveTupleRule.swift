import NGFWCore
import NGFWPolicy

/// An IPv4 network as a number and a length, host bits cleared.
struct Network: Hashable {
    let value: UInt32
    let length: Int

    init(_ value: UInt32, _ length: Int) {
        self.length = length
        self.value = length == 0 ? 0 : value & ~0 << UInt32(32 - length)
    }

    static let any = Network(0, 0)

    func contains(_ address: UInt32) -> Bool { length == 0 || (address ^ value) >> UInt32(32 - length) == 0 }

    func randomAddress(_ generator: inout Generator) -> UInt32 {
        value | (length == 0 ? ~0 : length == 32 ? 0 : ~0 >> UInt32(length)) & UInt32(truncatingIfNeeded: generator.next())
    }

    var text: String { "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)/\(length)" }
}

/// A rule of five tuple fields, as packet classifiers have them; the first one that matches wins.
struct FiveTupleRule: Hashable {
    var source: Network
    var destination: Network
    var sourcePorts: ClosedRange<UInt16> = 0...65_535
    var destinationPorts: ClosedRange<UInt16> = 0...65_535
    /// `nil` is any; rules with ports name TCP or UDP, as a service of a policy has to.
    var ipProtocol: UInt8?

    func matches(_ header: Header) -> Bool {
        source.contains(header.source) && destination.contains(header.destination)
            && sourcePorts.contains(header.sourcePort) && destinationPorts.contains(header.destinationPort)
            && (ipProtocol ?? header.ipProtocol) == header.ipProtocol
    }

    /// How much of the space the rule covers, in bits: what narrow rules stand before.
    var width: Int {
        let ports = [sourcePorts, destinationPorts].reduce(0) {
            $0 + (UInt32($1.count).bitWidth - UInt32($1.count).leadingZeroBitCount - 1)
        }
        return (32 - source.length) + (32 - destination.length) + ports + (ipProtocol == nil ? 8 : 0)
    }

    /// A line of the file that the peers read.
    var line: String {
        "\(source.text) \(destination.text) \(sourcePorts.lowerBound)-\(sourcePorts.upperBound) "
            + "\(destinationPorts.lowerBound)-\(destinationPorts.upperBound) \(ipProtocol.map { "\($0)" } ?? "any")\n"
    }

    private var hasPorts: Bool { sourcePorts.count < 65_536 || destinationPorts.count < 65_536 }

    /// The service object that stands for protocol and ports; `nil` for any.
    var service: ServiceObject? {
        guard let ipProtocol else { return nil }
        let name =
            "\(ipProtocol)-\(sourcePorts.lowerBound)-\(sourcePorts.upperBound)-\(destinationPorts.lowerBound)-\(destinationPorts.upperBound)"
        return ServiceObject(
            name: name, ipProtocol: IPProtocol(rawValue: ipProtocol), destinationPorts: PortSet([destinationPorts]),
            sourcePorts: sourcePorts.count == 65_536 ? nil : PortSet([sourcePorts]))
    }
}

/// The five tuple of a packet, 16 bytes in the order in which the peers' harness reads it.
struct Header {
    var ipProtocol: UInt8
    var source: UInt32
    var destination: UInt32
    var sourcePort: UInt16
    var destinationPort: UInt16

    /// In network byte order.
    func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: [ipProtocol, 0, 0, 0])
        for value in [source, destination] {
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
        }
        for port in [sourcePort, destinationPort] { bytes.append(contentsOf: [UInt8(port >> 8), UInt8(port & 255)]) }
    }
}
