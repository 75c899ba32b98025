using MbimProtocol.Encoding;

namespace MbimEmulator.Links;

/// <summary>Who uses a connection to the Mobile Broadband service; access policies are about it.</summary>
/// <example>
/// <code>
/// var stranger = new CallerIdentity { User = "stranger" };
/// await using var client = await modem.ConnectMbnAsync(stranger);
/// </code>
/// </example>
public sealed record CallerIdentity
{
    /// <summary>Somebody of whom nothing is known.</summary>
    public static CallerIdentity Nobody { get; } = new() { User = "nobody" };

    /// <summary>The user that the emulator itself runs as.</summary>
    public static CallerIdentity Owner { get; } = new() { User = Environment.UserName, IsOwner = true };

    /// <summary>The user's name.</summary>
    public required string User { get; init; }

    /// <summary>The names of the user's groups.</summary>
    public MbimArray<string> Groups { get; init; } = [];

    /// <summary>Names such as cellularDeviceControl, which Windows gives to applications.</summary>
    public MbimArray<string> Capabilities { get; init; } = [];

    /// <summary>Whether it is the user that the emulator itself runs as.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Whether it is root; on Windows, a member of Administrators.</summary>
    public bool IsAdministrator { get; init; }
}
