import Foundation

/// Which file this is, whatever path or descriptor leads to it. Pipes and devices, which may be shared, have none.
struct FileIdentity: Equatable {
    private let device: dev_t
    private let number: ino_t

    init?(path: String) {
        var status = stat()
        // The call writes one structure of this kind.
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init?(descriptor: CInt) {
        var status = stat()
        // The call writes one structure of this kind.
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init?(_ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        device = status.st_dev
        number = status.st_ino
    }
}
