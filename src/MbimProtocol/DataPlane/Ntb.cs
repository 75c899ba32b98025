using System.Buffers.Binary;

namespace MbimProtocol.DataPlane;

/// <summary>
/// A block that was checked: its datagrams can be enumerated without further checks, each a view of the block. The order is that of the NDPs
/// and, within one, of its entries.
/// </summary>
/// <example>
/// <code>
/// if (Ntb.TryParse(transfer, MbimReadMode.Tolerant, out var ntb, out _))
/// {
///     foreach (var datagram in ntb)
///     {
///         Console.WriteLine($"{datagram.Stream}: {datagram.Data.Length} bytes");
///     }
/// }
/// </code>
/// </example>
public readonly ref struct Ntb
{
    private readonly ReadOnlySpan<byte> _block;
    private readonly int _firstNdp;

    internal Ntb(ReadOnlySpan<byte> block, NtbFormat format, ushort sequence, int firstNdp, int count, MbimFormatError skipped)
    {
        _block = block;
        _firstNdp = firstNdp;
        Format = format;
        Sequence = sequence;
        Count = count;
        Skipped = skipped;
    }

    /// <summary>The format.</summary>
    public NtbFormat Format { get; }

    /// <summary>wSequence.</summary>
    public ushort Sequence { get; }

    /// <summary>How many datagrams there are.</summary>
    public int Count { get; }

    /// <summary>
    /// The first place that tolerant reading has passed over with whatever it or what follows it names: an NDP of unknown signature, a list that ends
    /// with an empty IP packet, a block without an NDP. No error when all of the block was read.
    /// </summary>
    public MbimFormatError Skipped { get; }

    /// <summary>Checks a block; nothing is copied.</summary>
    /// <param name="block">The transfer; a block length of 0 stands for all of it (USB NCM 1.0, 3.2.1).</param>
    /// <param name="mode">
    /// Strict wants what the specifications say of a sender. Tolerant takes bytes behind the block, NDPs of unknown signature (skipped), an NDP
    /// whose length is no multiple of its entries, lists without the zero entry, and empty IP packets (the end of a list, as hosts read it).
    /// </param>
    /// <param name="ntb">The block.</param>
    /// <param name="error">The reason, when the result is false.</param>
    public static bool TryParse(ReadOnlySpan<byte> block, MbimReadMode mode, out Ntb ntb, out MbimFormatError error) =>
        NtbValidator.TryParse(block, mode, out ntb, out error);

    /// <summary>Enumerates the datagrams.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the datagrams.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _block;
        private readonly NtbFormat _format;
        private int _nextNdp;
        private int _entry;
        private int _ndpEnd;
        private NtbStream _stream;

        internal Enumerator(Ntb ntb)
        {
            _block = ntb._block;
            _format = ntb.Format;
            _nextNdp = ntb._firstNdp;
        }

        /// <summary>The datagram.</summary>
        public NtbDatagram Current { get; private set; }

        /// <summary>Goes to the next one.</summary>
        public bool MoveNext()
        {
            while (true)
            {
                while (_entry + NtbFields.EntrySize(_format) <= _ndpEnd)
                {
                    var (offset, length) = NtbFields.Entry(_block, _entry, _format);
                    _entry += NtbFields.EntrySize(_format);
                    if (NtbFields.IsEnd(offset, length, _stream))
                    {
                        break;
                    }

                    Current = new NtbDatagram(_stream, _block.Slice((int)offset, (int)length));
                    return true;
                }

                if (!NextNdp())
                {
                    return false;
                }
            }
        }

        private bool NextNdp()
        {
            if (_nextNdp == 0)
            {
                return false;
            }

            var at = _nextNdp;
            var isKnown = NtbStream.TryParse(BinaryPrimitives.ReadUInt32LittleEndian(_block[at..]), _format, out _stream);
            _entry = at + NtbFields.NdpHeaderSize(_format);
            _ndpEnd = isKnown ? at + BinaryPrimitives.ReadUInt16LittleEndian(_block[(at + 4)..]) : 0;
            _nextNdp = (int)NtbFields.NextNdp(_block, at, _format);
            return true;
        }
    }
}
