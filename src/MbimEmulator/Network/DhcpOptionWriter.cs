using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>Writes options of DHCP one after another; one that does not fit, or would be empty, is left out.</summary>
internal ref struct DhcpOptionWriter(Span<byte> room)
{
    private readonly Span<byte> _room = room;

    /// <summary>Bytes that were written.</summary>
    public int Length { get; private set; }

    public void Add(DhcpOption option, scoped ReadOnlySpan<byte> value)
    {
        // One byte is kept for the end.
        if (!value.IsEmpty && value.Length <= byte.MaxValue && Length + 2 + value.Length < _room.Length)
        {
            _room[Length] = (byte)option;
            _room[Length + 1] = (byte)value.Length;
            value.CopyTo(_room[(Length + 2)..]);
            Length += 2 + value.Length;
        }
    }

    public void Add(DhcpOption option, byte value) => Add(option, [value]);

    public void Add(DhcpOption option, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        Add(option, bytes);
    }

    public void Add(DhcpOption option, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        Add(option, bytes);
    }

    public void End() => _room[Length++] = (byte)DhcpOption.End;
}
