import Foundation

/// Two network namespaces with a wire between them: nothing of it is seen outside, and all of it goes with the object.
///
///     tap0 172.16.10.11/16 ───── peer0 172.16.20.21/16
final class NetworkLab {
    enum Side { case client, server }

    static let clientAddress = "172.16.10.11"
    static let serverAddress = "172.16.20.21"

    /// Why there can be none here; `nil` when there can.
    static let obstacle: String? = {
        do {
            _ = try NetworkLab()
            return nil
        } catch {
            return "no network namespaces here: \(error)"
        }
    }()

    static var isPossible: Bool { obstacle == nil }

    /// Each lives as long as its standard input is open, so as long as this process at most.
    private let client: LiveProcess
    private let server: LiveProcess
    private let isRoot = geteuid() == 0

    init() throws {
        client = try Self.holder(geteuid() == 0 ? ["unshare", "-n"] : ["unshare", "-U", "-r", "-n"])
        server = try Self.holder(Self.enter(client, isRoot) + ["unshare", "-n"])
        for (side, commands) in [
            (
                Side.client,
                [
                    "ip link set lo up", "ip link add tap0 type veth peer name peer0", "ip link set tap0 addrgenmode none",
                    "ip link set peer0 addrgenmode none", "ip link set peer0 netns \(server.identifier)",
                    "ip addr add \(Self.clientAddress)/16 dev tap0", "ip link set tap0 up",
                ]
            ),
            (.server, ["ip link set lo up", "ip addr add \(Self.serverAddress)/16 dev peer0", "ip link set peer0 up"]),
        ] {
            for command in commands { try run(side, command.split(separator: " ").map(String.init)) }
        }
        // A wire whose other end came up a moment ago has carried nothing yet: the first answer says that it does.
        try run(.client, ["ping", "-c", "1", "-W", "30", Self.serverAddress])
    }

    private static func holder(_ prefix: [String]) throws -> LiveProcess {
        let process = try LiveProcess(prefix + ["sh", "-c", "echo ready; exec cat"])
        try process.wait(forOutput: "ready")
        return process
    }

    private static func enter(_ process: LiveProcess, _ isRoot: Bool) -> [String] {
        ["nsenter", "-t", "\(process.identifier)"] + (isRoot ? [] : ["-U", "--preserve-credentials"]) + ["-n"]
    }

    /// Starts a program on one side.
    func start(_ side: Side, _ arguments: [String], in folder: URL = Tool.example) throws -> LiveProcess {
        try LiveProcess(Self.enter(side == .client ? client : server, isRoot) + arguments, in: folder)
    }

    /// Starts `ngfw-eval` where the client is, and waits until it listens.
    func listen(_ arguments: String..., in folder: URL = Tool.example) throws -> LiveProcess {
        let process = try start(.client, [Tool.executable.path] + arguments, in: folder)
        try process.wait(forError: "listening on ")
        return process
    }

    /// Runs a program to its end.
    @discardableResult
    func run(_ side: Side, _ arguments: [String]) throws -> String {
        let result = try start(side, arguments).finish()
        guard result.status == 0 else {
            throw LiveProcess.Timeout(description: "\(arguments.joined(separator: " ")): \(result.output)\(result.errors)")
        }
        return result.output
    }

    func ping(_ count: Int) throws {
        try run(.client, ["ping", "-c", "\(count)", "-i", "0.2", "-W", "30", Self.serverAddress])
    }

    /// Starts a web server, which lives until the test drops it.
    func serveWeb() throws -> LiveProcess {
        let process = try start(.server, ["python3", "-u", "-m", "http.server", "8080", "--bind", Self.serverAddress])
        try process.wait(forOutput: "Serving HTTP")
        return process
    }

    deinit {
        server.closeInput()
        client.closeInput()
    }

    /// Whether a program of the machine is there; tests that want it are skipped without it, with this name in the reason.
    static func has(_ program: String) -> Bool {
        ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
    }
}
