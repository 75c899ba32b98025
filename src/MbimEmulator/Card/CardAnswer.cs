using System.Buffers.Binary;

namespace MbimEmulator.Card;

/// <summary>The answer to a command while it is put together: up to 256 bytes, then the status word.</summary>
internal ref struct CardAnswer(Span<byte> room)
{
    private readonly Span<byte> _room = room;

    public int Size { get; set; }

    public readonly ReadOnlySpan<byte> Data => _room[..Size];

    /// <summary>The room behind what was put.</summary>
    public readonly Span<byte> Rest => _room[Size..^2];

    public void Put(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Rest);
        Size += bytes.Length;
    }

    /// <summary>Adds the status word; an error has no data.</summary>
    public ReadOnlySpan<byte> Finish(StatusWord status)
    {
        if (((ushort)status >> 8) is not (0x90 or 0x91 or 0x61 or 0x62))
        {
            Size = 0;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_room[Size..], (ushort)status);
        return _room[..(Size + 2)];
    }
}
