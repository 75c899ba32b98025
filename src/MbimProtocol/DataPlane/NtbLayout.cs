namespace MbimProtocol.DataPlane;

/// <summary>How blocks of one direction are laid out: what GET_NTB_PARAMETERS says of it, and the format in force.</summary>
public readonly record struct NtbLayout
{
    /// <summary>The smallest dwNtbInMaxSize and dwNtbOutMaxSize that the NCM specification allows, in bytes (USB NCM 1.0, 6.2.1).</summary>
    public const int MinMaxSize = 2048;

    /// <summary>Above this no block of either direction is made or taken, in bytes.</summary>
    public const int MaxMaxSize = 1024 * 1024;

    private const int MaxSize16 = ushort.MaxValue;

    /// <summary>Makes a layout.</summary>
    /// <param name="format">The format.</param>
    /// <param name="maxSize">The largest block in bytes, 2,048 to 1 MiB; of NTB16 no more than 65,535 are used.</param>
    /// <param name="divisor">Datagrams begin at offsets that leave <paramref name="remainder"/> when divided by this; 1 to 65,535.</param>
    /// <param name="remainder">Below the divisor.</param>
    /// <param name="alignment">NDPs begin at multiples of this: a power of two, at least 4, at most the block.</param>
    /// <param name="maxDatagrams">Datagrams in a block; 0 is any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public NtbLayout(NtbFormat format, int maxSize, int divisor = 4, int remainder = 0, int alignment = 4, int maxDatagrams = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSize, MinMaxSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSize, MaxMaxSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(divisor, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(remainder);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(remainder, divisor);
        ArgumentOutOfRangeException.ThrowIfLessThan(alignment, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alignment, Math.Min(maxSize, ushort.MaxValue));
        ArgumentOutOfRangeException.ThrowIfNegative(maxDatagrams);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDatagrams, ushort.MaxValue);
        if (!int.IsPow2(alignment))
        {
            throw new ArgumentOutOfRangeException(nameof(alignment), alignment, "Expected a power of two.");
        }

        Format = format;
        MaxSize = format == NtbFormat.Ntb16 ? Math.Min(maxSize, MaxSize16) : maxSize;
        Divisor = divisor;
        Remainder = remainder;
        Alignment = alignment;
        MaxDatagrams = maxDatagrams;
    }

    /// <summary>The format.</summary>
    public NtbFormat Format { get; }

    /// <summary>The largest block that can be used, in bytes.</summary>
    public int MaxSize { get; }

    /// <summary>wNdpInDivisor or wNdpOutDivisor.</summary>
    public int Divisor { get; }

    /// <summary>wNdpInPayloadRemainder or wNdpOutPayloadRemainder.</summary>
    public int Remainder { get; }

    /// <summary>wNdpInAlignment or wNdpOutAlignment.</summary>
    public int Alignment { get; }

    /// <summary>Datagrams in a block; 0 is any number.</summary>
    public int MaxDatagrams { get; }

    /// <summary>
    /// The largest datagram that one block can hold, in bytes: what is left behind the NTH, the datagram's own alignment, and an NDP of one
    /// datagram at its alignment. Negative when not even an empty one fits.
    /// </summary>
    public int MaxDatagramSize
    {
        get
        {
            var room = MaxSize - NdpSize(Format, 1);
            return room - (room % Alignment) - AlignDatagram(HeaderSize(Format));
        }
    }

    /// <summary>The size of an NTH in bytes: 12 or 16.</summary>
    public static int HeaderSize(NtbFormat format) => format == NtbFormat.Ntb16 ? 12 : 16;

    /// <summary>The size in bytes of an NDP with this many datagrams and the zero entry that ends them.</summary>
    public static int NdpSize(NtbFormat format, int datagrams) => format == NtbFormat.Ntb16 ? 8 + (4 * (datagrams + 1)) : 16 + (8 * (datagrams + 1));

    /// <summary>The largest data of a session that both directions can carry in one datagram, and no more than 64 KiB.</summary>
    public static int MaxDataSize(NtbLayout toFunction, NtbLayout toHost) =>
        Math.Max(0, Math.Min(64 * 1024, Math.Min(toFunction.MaxDatagramSize, toHost.MaxDatagramSize)));

    /// <summary>The first offset from <paramref name="offset"/> on where a datagram may begin.</summary>
    internal int AlignDatagram(int offset)
    {
        var distance = (Remainder - (offset % Divisor) + Divisor) % Divisor;
        return offset + distance;
    }

    /// <summary>The first offset from <paramref name="offset"/> on where an NDP may begin.</summary>
    internal int AlignNdp(int offset) => (offset + Alignment - 1) & -Alignment;
}
