using System.Buffers;
using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>A packet of which not all fragments have come. Its memory is pooled and bounded by the largest packet there is.</summary>
internal sealed class FragmentedPacket : IDisposable
{
    private const int MaxFragments = 256;

    // The headers lie in front of the payload, so that the whole packet is in one piece in the end.
    private const int MaxHeader = 256;

    private readonly List<(int Start, int End)> _parts = [];
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(MaxHeader + ushort.MaxValue);
    private int _headerLength = -1;
    private int _received;
    private int _total = -1;

    /// <summary>When the fragments that are still missing come too late.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>
    /// Adds a fragment. A second copy of one changes nothing. False when the packet cannot be any more: parts overlap, lie outside of it or are too
    /// many.
    /// </summary>
    public bool TryAdd(in IPPacket fragment)
    {
        var (start, end) = (fragment.FragmentOffset, fragment.FragmentOffset + fragment.Payload.Length);
        if (_parts.Contains((start, end)))
        {
            return true;
        }

        var isInWrongPlace = end > ushort.MaxValue || (fragment.MoreFragments && fragment.Payload.Length % 8 != 0) || fragment.Payload.IsEmpty
            || (_total >= 0 && (!fragment.MoreFragments || end > _total)) || _parts.Count == MaxFragments
            || _parts.Exists(part => start < part.End && part.Start < end)
            || (!fragment.MoreFragments && _parts.Exists(part => part.End > end));
        if (isInWrongPlace || (start == 0 && !TryKeepHeader(fragment)))
        {
            return false;
        }

        fragment.Payload.CopyTo(_buffer.AsSpan(MaxHeader + start));
        _parts.Add((start, end));
        _received += end - start;
        _total = fragment.MoreFragments ? _total : end;
        return true;
    }

    /// <summary>The whole packet, as if it had never been cut; false while a part is missing, or when it is longer than a packet can be.</summary>
    public bool TryJoin(out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (_received != _total || _headerLength + _total > ushort.MaxValue)
        {
            return false;
        }

        var whole = _buffer.AsSpan(MaxHeader - _headerLength, _headerLength + _total);
        if (whole[0] >> 4 == 6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(whole[4..], (ushort)(whole.Length - IPPacket.IPv6HeaderSize));
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(whole[2..], (ushort)whole.Length);
            whole[6..8].Clear();
            whole[10..12].Clear();
            BinaryPrimitives.WriteUInt16BigEndian(whole[10..], InternetChecksum.Of(whole[.._headerLength]));
        }

        packet = whole;
        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private bool TryKeepHeader(in IPPacket fragment)
    {
        var isIPv6 = fragment.Source.IsIPv6;
        var length = fragment.HeaderLength - (isIPv6 ? IPPacket.FragmentHeaderSize : 0);
        if (length > MaxHeader)
        {
            return false;
        }

        _headerLength = length;
        var header = _buffer.AsSpan(MaxHeader - length, length);
        fragment.Whole[..length].CopyTo(header);
        if (isIPv6)
        {
            header[fragment.NextHeaderOffset] = fragment.Protocol;
        }

        return true;
    }
}
