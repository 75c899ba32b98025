namespace MbimProtocol.DataPlane;

/// <summary>Which stream a datagram belongs to: what the signature of its NDP says.</summary>
/// <param name="Kind">IP or device service.</param>
/// <param name="SessionId">The SessionId of a CONNECT, or the DssSessionId of a DSS_CONNECT.</param>
public readonly record struct NtbStream(NtbStreamKind Kind, byte SessionId)
{
    private const uint IPSession16 = 0x00535049;
    private const uint DeviceService16 = 0x00535344;
    private const uint IPSession32 = 0x00737069;
    private const uint DeviceService32 = 0x00737364;
    private const uint SessionMask = 0xFF000000;

    /// <summary>An IP session.</summary>
    public static NtbStream IP(byte sessionId) => new(NtbStreamKind.IPSession, sessionId);

    /// <summary>A device service stream.</summary>
    public static NtbStream Dss(byte sessionId) => new(NtbStreamKind.DeviceServiceStream, sessionId);

    /// <summary>The stream that a signature names in this format; false when it names none.</summary>
    public static bool TryParse(uint signature, NtbFormat format, out NtbStream stream)
    {
        var session = (byte)(signature >> 24);
        var kind = signature & ~SessionMask;
        stream = kind == (format == NtbFormat.Ntb16 ? IPSession16 : IPSession32) ? IP(session) : Dss(session);
        return stream.ToSignature(format) == signature;
    }

    /// <summary>The signature in this format, as a little-endian number: three letters and the session id.</summary>
    public uint ToSignature(NtbFormat format)
    {
        var letters = (Kind, format) switch
        {
            (NtbStreamKind.IPSession, NtbFormat.Ntb16) => IPSession16,
            (NtbStreamKind.IPSession, _) => IPSession32,
            (_, NtbFormat.Ntb16) => DeviceService16,
            _ => DeviceService32,
        };
        return letters | ((uint)SessionId << 24);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Kind == NtbStreamKind.IPSession ? "IPS" : "DSS")} {SessionId}";
}
