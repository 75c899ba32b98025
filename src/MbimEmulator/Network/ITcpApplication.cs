namespace MbimEmulator.Network;

/// <summary>What runs on one TCP connection.</summary>
internal interface ITcpApplication
{
    /// <summary>Bytes that it takes now; the rest waits in the host.</summary>
    int Room { get; }

    /// <summary>Bytes of the host, at most <see cref="Room"/>.</summary>
    void Receive(ReadOnlySpan<byte> data);

    /// <summary>The host sends no more.</summary>
    void EndOfStream();

    /// <summary>Some of what was sent has arrived, so that there is place for more.</summary>
    void Sent();
}
