public import ArgumentParser
public import NGFW

extension TrafficLogFormat: ExpressibleByArgument {}
extension SyslogWriter.Header: ExpressibleByArgument {}
extension SyslogWriter.Framing: ExpressibleByArgument {}
