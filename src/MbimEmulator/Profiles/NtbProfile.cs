using MbimProtocol.DataPlane;

namespace MbimEmulator.Profiles;

/// <summary>How the function's NCM Transfer Blocks are laid out; both directions alike, but for their sizes.</summary>
public sealed record NtbProfile
{
    /// <summary>The format that holds until the host chooses another.</summary>
    public NtbFormat Format { get; init; } = NtbFormat.Ntb16;

    /// <summary>bmNtbFormatsSupported: whether a USB host may choose 32-bit blocks; it may, too, when they are the <see cref="Format"/>.</summary>
    public bool OffersNtb32 { get; init; }

    /// <summary>dwNtbInMaxSize: the largest block to the host, in bytes, 2,048 to 1 MiB.</summary>
    public int InMaxSize { get; init; } = 16384;

    /// <summary>dwNtbOutMaxSize: the largest block from the host, in bytes, 2,048 to 1 MiB.</summary>
    public int OutMaxSize { get; init; } = 16384;

    /// <summary>Datagrams begin at offsets that leave <see cref="Remainder"/> when divided by this.</summary>
    public int Divisor { get; init; } = 4;

    /// <summary>Below the divisor.</summary>
    public int Remainder { get; init; }

    /// <summary>NDPs begin at multiples of this: a power of two, at least 4.</summary>
    public int Alignment { get; init; } = 4;

    /// <summary>wNtbOutMaxDatagrams: datagrams in a block from the host; 0 is any number.</summary>
    public int OutMaxDatagrams { get; init; }

    /// <summary>What answers GET_NTB_PARAMETERS.</summary>
    public NtbParameters Parameters => new()
    {
        SupportsNtb32 = OffersNtb32 || Format == NtbFormat.Ntb32,
        InMaxSize = (uint)InMaxSize,
        InDivisor = (ushort)Divisor,
        InRemainder = (ushort)Remainder,
        InAlignment = (ushort)Alignment,
        OutMaxSize = (uint)OutMaxSize,
        OutDivisor = (ushort)Divisor,
        OutRemainder = (ushort)Remainder,
        OutAlignment = (ushort)Alignment,
        OutMaxDatagrams = (ushort)OutMaxDatagrams,
    };

    /// <summary>Blocks to the host in this format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public NtbLayout ToHost(NtbFormat format) => new(format, InMaxSize, Divisor, Remainder, Alignment);

    /// <summary>Blocks from the host in this format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public NtbLayout ToFunction(NtbFormat format) => new(format, OutMaxSize, Divisor, Remainder, Alignment, OutMaxDatagrams);

    /// <summary>The largest datagram that one block of this format holds in both directions, and no more than 64 KiB.</summary>
    public int MaxDataSize(NtbFormat format) => NtbLayout.MaxDataSize(ToFunction(format), ToHost(format));
}
