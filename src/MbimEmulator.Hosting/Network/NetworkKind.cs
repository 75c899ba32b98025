namespace MbimEmulator.Hosting.Network;

/// <summary>What is behind the modems.</summary>
public enum NetworkKind
{
    /// <summary>A network that the modem plays itself.</summary>
    BuiltIn,

    /// <summary>This machine: a TUN device for each IP session (Linux).</summary>
    Tun,

    /// <summary>Nobody: nothing comes back.</summary>
    None,
}
