using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>Bytes of it are written over.</summary>
public sealed record PatchAction() : FaultAction(ActionTarget.Traffic)
{
    /// <summary>
    /// Where: a part of the message's header (<c>messageType</c>, <c>messageLength</c>, <c>transactionId</c>, <c>totalFragments</c>, <c>currentFragment</c>,
    /// <c>deviceServiceId</c>, <c>cid</c>, <c>status</c>, <c>commandType</c>, <c>informationBufferLength</c>), or a field of its information buffer
    /// (<c>AccessString</c>, <c>AccessString.offset</c>, <c>AccessString.size</c>); null for an offset.
    /// </summary>
    public string? Place { get; init; }

    /// <summary>The offset from the first byte; below 0 from behind the last one. Used when there is no place.</summary>
    public int Offset { get; init; }

    /// <summary>What is written; what stands behind the end is left out. A number at a place is written in the place's size, little endian.</summary>
    public MbimArray<byte> Bytes { get; init; }

    /// <summary>The number that is written at a place instead of bytes; null for bytes.</summary>
    public long? Number { get; init; }

    /// <summary>Whether the number is added to what is there.</summary>
    public bool IsRelative { get; init; }
}
