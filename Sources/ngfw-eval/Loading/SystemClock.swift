import Foundation
import NGFWCore

/// The only place that asks the machine what time it is.
enum SystemClock {
    static var now: Timestamp { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }
}
