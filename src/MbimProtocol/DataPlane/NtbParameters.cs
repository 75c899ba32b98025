using System.Buffers.Binary;

namespace MbimProtocol.DataPlane;

/// <summary>What the function tells of its blocks: the 28 bytes that answer GET_NTB_PARAMETERS (USB NCM 1.0, 6.2.1).</summary>
public readonly record struct NtbParameters
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 28;

    /// <summary>bmNtbFormatsSupported: whether 32-bit blocks may be chosen.</summary>
    public bool SupportsNtb32 { get; init; }

    /// <summary>Whether 16-bit blocks are not offered, which every function has to do.</summary>
    public bool LacksNtb16 { get; init; }

    /// <summary>dwNtbInMaxSize: the largest block to the host, in bytes.</summary>
    public uint InMaxSize { get; init; }

    /// <summary>wNdpInDivisor.</summary>
    public ushort InDivisor { get; init; }

    /// <summary>wNdpInPayloadRemainder.</summary>
    public ushort InRemainder { get; init; }

    /// <summary>wNdpInAlignment, in bytes.</summary>
    public ushort InAlignment { get; init; }

    /// <summary>dwNtbOutMaxSize: the largest block from the host, in bytes.</summary>
    public uint OutMaxSize { get; init; }

    /// <summary>wNdpOutDivisor.</summary>
    public ushort OutDivisor { get; init; }

    /// <summary>wNdpOutPayloadRemainder.</summary>
    public ushort OutRemainder { get; init; }

    /// <summary>wNdpOutAlignment, in bytes.</summary>
    public ushort OutAlignment { get; init; }

    /// <summary>wNtbOutMaxDatagrams: datagrams in a block from the host; 0 is any number.</summary>
    public ushort OutMaxDatagrams { get; init; }

    /// <summary>Blocks to the host in this format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public NtbLayout ToHost(NtbFormat format) => new(format, checked((int)InMaxSize), InDivisor, InRemainder, InAlignment);

    /// <summary>Blocks from the host in this format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public NtbLayout ToFunction(NtbFormat format) =>
        new(format, checked((int)OutMaxSize), OutDivisor, OutRemainder, OutAlignment, OutMaxDatagrams);

    /// <summary>Writes the 28 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less room.</exception>
    public void Write(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Size);
        BinaryPrimitives.WriteUInt16LittleEndian(destination, Size);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], (ushort)((LacksNtb16 ? 0 : 1) | (SupportsNtb32 ? 2 : 0)));
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], InMaxSize);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], InDivisor);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[10..], InRemainder);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[12..], InAlignment);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[14..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], OutMaxSize);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[20..], OutDivisor);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[22..], OutRemainder);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[24..], OutAlignment);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[26..], OutMaxDatagrams);
    }

    /// <summary>Reads the 28 bytes; what is read makes layouts.</summary>
    /// <param name="source">The bytes that a device returned.</param>
    /// <param name="parameters">The parameters that were read.</param>
    /// <param name="error">The reason, when the result is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out NtbParameters parameters, out MbimFormatError error)
    {
        parameters = default;
        if (source.Length < Size)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Truncated, "wLength", 0, $"{Size} bytes", $"{source.Length}");
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(source);
        if (length != Size)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Length, "wLength", 0, $"{Size}", $"{length}");
            return false;
        }

        var formats = BinaryPrimitives.ReadUInt16LittleEndian(source[2..]);
        if ((formats & 1) == 0)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Value, "bmNtbFormatsSupported", 2, "NTB16 among them", $"0x{formats:x4}");
            return false;
        }

        parameters = new NtbParameters
        {
            SupportsNtb32 = (formats & 2) != 0,
            InMaxSize = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            InDivisor = BinaryPrimitives.ReadUInt16LittleEndian(source[8..]),
            InRemainder = BinaryPrimitives.ReadUInt16LittleEndian(source[10..]),
            InAlignment = BinaryPrimitives.ReadUInt16LittleEndian(source[12..]),
            OutMaxSize = BinaryPrimitives.ReadUInt32LittleEndian(source[16..]),
            OutDivisor = BinaryPrimitives.ReadUInt16LittleEndian(source[20..]),
            OutRemainder = BinaryPrimitives.ReadUInt16LittleEndian(source[22..]),
            OutAlignment = BinaryPrimitives.ReadUInt16LittleEndian(source[24..]),
            OutMaxDatagrams = BinaryPrimitives.ReadUInt16LittleEndian(source[26..]),
        };
        return Check(4, "In", parameters.InMaxSize, parameters.InDivisor, parameters.InRemainder, parameters.InAlignment, out error) &&
            Check(16, "Out", parameters.OutMaxSize, parameters.OutDivisor, parameters.OutRemainder, parameters.OutAlignment, out error);
    }

    // What NtbLayout takes. The fields of both directions stand in the same order.
    private static bool Check(
        int at, string direction, uint maxSize, ushort divisor, ushort remainder, ushort alignment, out MbimFormatError error)
    {
        error = default;
        if (maxSize is < NtbLayout.MinMaxSize or > NtbLayout.MaxMaxSize)
        {
            error = new MbimFormatError(
                MbimFormatErrorKind.Value, $"dwNtb{direction}MaxSize", at, $"{NtbLayout.MinMaxSize} to {NtbLayout.MaxMaxSize}", $"{maxSize}");
        }
        else if (divisor == 0)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Value, $"wNdp{direction}Divisor", at + 4, "1 or more", "0");
        }
        else if (remainder >= divisor)
        {
            error = new MbimFormatError(
                MbimFormatErrorKind.Value, $"wNdp{direction}PayloadRemainder", at + 6, $"below the divisor, {divisor}", $"{remainder}");
        }
        else if (alignment < 4 || alignment > maxSize || !ushort.IsPow2(alignment))
        {
            error = new MbimFormatError(
                MbimFormatErrorKind.Value, $"wNdp{direction}Alignment", at + 8, $"a power of two from 4 to {maxSize}", $"{alignment}");
        }

        return error == default;
    }
}
