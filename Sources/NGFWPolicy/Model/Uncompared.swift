/// A value that does not count when its holder is compared: the place where something was written.
///
///     AddressObject(name: "web", value: v, location: here) == AddressObject(name: "web", value: v)    // true
@propertyWrapper
public struct Uncompared<Value: Sendable>: Equatable, Sendable {
    public var wrappedValue: Value

    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

    public static func == (left: Uncompared, right: Uncompared) -> Bool { true }
}
