using System.Buffers.Binary;

namespace MbimProtocol.Messages;

/// <summary>MBIM_FRAGMENT_HEADER: u32 TotalFragments, u32 CurrentFragment, behind the header of COMMAND, COMMAND_DONE and INDICATE_STATUS.</summary>
/// <param name="Total">How many fragments the message has, at least 1.</param>
/// <param name="Current">This fragment's number, from 0.</param>
public readonly record struct FragmentHeader(uint Total, uint Current)
{
    /// <summary>8 bytes.</summary>
    public const int Size = 8;

    /// <summary>Where the fragment header stands in a message.</summary>
    public const int Offset = MessageHeader.Size;

    /// <summary>Whether a transfer may be one of several fragments, for which alone it matters when it comes; false for a whole message.</summary>
    public static bool MayBePart(ReadOnlySpan<byte> transfer) => transfer.Length >= Offset + Size && Read(transfer[Offset..]).Total != 1;

    /// <summary>Reads the fragment header from at least <see cref="Size"/> bytes.</summary>
    public static FragmentHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]));

    /// <summary>Writes the fragment header to at least <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Total);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Current);
    }
}
