namespace MbimProtocol.DataPlane;

/// <summary>One datagram of a block.</summary>
/// <param name="stream">The stream that the datagram belongs to.</param>
/// <param name="data">Its bytes, a view of the block.</param>
public readonly ref struct NtbDatagram(NtbStream stream, ReadOnlySpan<byte> data)
{
    /// <summary>Which stream it belongs to.</summary>
    public NtbStream Stream { get; } = stream;

    /// <summary>Its bytes, a view of the block.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;
}
