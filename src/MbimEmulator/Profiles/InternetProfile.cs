using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>What is behind the modem, when the modem itself plays it.</summary>
public sealed record InternetProfile
{
    /// <summary>The names that the session's DNS servers know.</summary>
    public MbimArray<InternetName> Names { get; init; } =
    [
        new() { Name = "modem.test", IsGateway = true },
        new() { Name = "internet.test", IPv4 = [IPv4Address.Parse("192.0.2.1")], IPv6 = [IPv6Address.Parse("2001:db8::1")] },
    ];
}
