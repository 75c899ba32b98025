using System.Buffers.Binary;

namespace MbimProtocol.DataPlane;

/// <summary>
/// Checks a block before anything of it is used. Its work is bounded by the block: NDPs and entries are counted against the room that they take,
/// and datagrams together may not name more bytes than there are.
/// </summary>
internal ref struct NtbValidator
{
    private readonly ReadOnlySpan<byte> _block;
    private readonly NtbFormat _format;
    private readonly bool _isStrict;
    private int _count;
    private int _entries;
    private long _named;
    private MbimFormatError _error;
    private MbimFormatError _skipped;

    private NtbValidator(ReadOnlySpan<byte> block, NtbFormat format, bool isStrict)
    {
        _block = block;
        _format = format;
        _isStrict = isStrict;
    }

    public static bool TryParse(ReadOnlySpan<byte> transfer, MbimReadMode mode, out Ntb ntb, out MbimFormatError error)
    {
        ntb = default;
        if (!TryReadHeader(transfer, mode, out var format, out var length, out error))
        {
            return false;
        }

        var block = transfer[..length];
        var validator = new NtbValidator(block, format, mode == MbimReadMode.Strict);
        if (!validator.CheckNdps())
        {
            error = validator._error;
            return false;
        }

        var sequence = BinaryPrimitives.ReadUInt16LittleEndian(block[6..]);
        ntb = new Ntb(block, format, sequence, (int)NtbFields.FirstNdp(block, format), validator._count, validator._skipped);
        return true;
    }

    /// <summary>Reads the header's format and block length, as far as a stream's framing needs them.</summary>
    public static bool TryReadFormat(ReadOnlySpan<byte> header, out NtbFormat format, out MbimFormatError error)
    {
        var signature = BinaryPrimitives.ReadUInt32LittleEndian(header);
        format = signature == NtbFields.Signature32 ? NtbFormat.Ntb32 : NtbFormat.Ntb16;
        error = signature is NtbFields.Signature16 or NtbFields.Signature32
            ? default
            : new MbimFormatError(MbimFormatErrorKind.Value, "dwSignature", 0, "NCMH or ncmh", $"0x{signature:x8}");
        var headerLength = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        if (error == default && headerLength != NtbLayout.HeaderSize(format))
        {
            error = new MbimFormatError(MbimFormatErrorKind.Length, "wHeaderLength", 4, $"{NtbLayout.HeaderSize(format)}", $"{headerLength}");
        }

        return error == default;
    }

    private static bool TryReadHeader(
        ReadOnlySpan<byte> transfer, MbimReadMode mode, out NtbFormat format, out int length, out MbimFormatError error)
    {
        format = default;
        length = 0;
        if (transfer.Length < NtbLayout.HeaderSize(NtbFormat.Ntb16))
        {
            error = new MbimFormatError(MbimFormatErrorKind.Truncated, "NTH", 0, "12 bytes", $"{transfer.Length}");
            return false;
        }

        if (!TryReadFormat(transfer, out format, out error))
        {
            return false;
        }

        var headerSize = NtbLayout.HeaderSize(format);
        if (transfer.Length < headerSize)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Truncated, "NTH", 0, $"{headerSize} bytes", $"{transfer.Length}");
            return false;
        }

        var declared = NtbFields.BlockLength(transfer, format);
        if (declared > (uint)transfer.Length || (declared != 0 && declared < headerSize) ||
            (mode == MbimReadMode.Strict && declared != 0 && declared != transfer.Length))
        {
            error = new MbimFormatError(MbimFormatErrorKind.Length, "BlockLength", 8, $"{headerSize} to {transfer.Length}, or 0", $"{declared}");
            return false;
        }

        length = declared == 0 ? transfer.Length : (int)declared;
        return true;
    }

    private bool CheckNdps()
    {
        var maxNdps = _block.Length / NtbLayout.NdpSize(_format, 1);
        var at = NtbFields.FirstNdp(_block, _format);
        var where = _format == NtbFormat.Ntb16 ? 10 : 12;
        if (at == 0)
        {
            return Skip(MbimFormatErrorKind.Offset, "NdpIndex", where, "an NDP", "none");
        }

        for (var ndps = 0; at != 0; ndps++)
        {
            if (ndps == maxNdps)
            {
                return Fail(MbimFormatErrorKind.Count, "NextNdpIndex", where, $"at most {maxNdps} NDPs, none twice", "more");
            }

            if (!CheckNdp(at, where))
            {
                return false;
            }

            where = (int)at + (_format == NtbFormat.Ntb16 ? 6 : 8);
            at = NtbFields.NextNdp(_block, (int)at, _format);
        }

        return true;
    }

    private bool CheckNdp(uint index, int where)
    {
        var headerSize = NtbLayout.HeaderSize(_format);
        var minSize = NtbLayout.NdpSize(_format, _isStrict ? 1 : 0);
        if (index < headerSize || index > (uint)_block.Length || _block.Length - index < minSize || index % 4 != 0)
        {
            return Fail(MbimFormatErrorKind.Offset, "NdpIndex", where, $"a multiple of 4 from {headerSize} to {_block.Length - minSize}", $"{index}");
        }

        var at = (int)index;
        var signature = BinaryPrimitives.ReadUInt32LittleEndian(_block[at..]);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(_block[(at + 4)..]);
        var entrySize = NtbFields.EntrySize(_format);
        if (length < minSize || length > _block.Length - at || (_isStrict && length % entrySize != 0))
        {
            return Fail(MbimFormatErrorKind.Length, "wLength", at + 4, $"{minSize} to {_block.Length - at}, a multiple of {entrySize}", $"{length}");
        }

        if (NtbStream.TryParse(signature, _format, out var stream))
        {
            return CheckEntries(at, length, stream);
        }

        return Skip(MbimFormatErrorKind.Value, "dwSignature", at, "IPS or DSS and a session id", $"0x{signature:x8}");
    }

    private bool CheckEntries(int ndp, int length, NtbStream stream)
    {
        var size = NtbFields.EntrySize(_format);
        for (var at = ndp + NtbFields.NdpHeaderSize(_format); at + size <= ndp + length; at += size)
        {
            // NDPs that lie over each other would have the same entries counted again and again.
            if (++_entries > _block.Length / size)
            {
                return Fail(MbimFormatErrorKind.Overlap, "Datagrams", at, $"at most {_block.Length / size} entries", "more");
            }

            var (offset, bytes) = NtbFields.Entry(_block, at, _format);
            if (NtbFields.IsEnd(offset, bytes, stream))
            {
                return offset == 0 || Skip(MbimFormatErrorKind.Size, "DatagramLength", at, "an IP packet", "0 bytes");
            }

            if (!CheckEntry(at, offset, bytes))
            {
                return false;
            }
        }

        return !_isStrict || Fail(MbimFormatErrorKind.Count, "Datagrams", ndp, "a zero entry at the end", "none");
    }

    private bool CheckEntry(int at, uint offset, uint bytes)
    {
        if (offset < NtbLayout.HeaderSize(_format) || offset > (uint)_block.Length)
        {
            return Fail(MbimFormatErrorKind.Offset, "DatagramIndex", at, $"{NtbLayout.HeaderSize(_format)} to {_block.Length}", $"{offset}");
        }

        if (bytes > _block.Length - offset)
        {
            return Fail(MbimFormatErrorKind.Size, "DatagramLength", at, $"at most {_block.Length - offset}", $"{bytes}");
        }

        _named += bytes;
        _count++;
        return _named <= _block.Length || Fail(MbimFormatErrorKind.Overlap, "Datagrams", at, $"at most {_block.Length} bytes in all", $"{_named}");
    }

    // What strict reading refuses and tolerant reading passes over, though there may have been datagrams. The first such place is kept.
    private bool Skip(MbimFormatErrorKind kind, string field, int offset, string expected, string found)
    {
        if (_isStrict)
        {
            return Fail(kind, field, offset, expected, found);
        }

        _skipped = _skipped == default ? new MbimFormatError(kind, field, offset, expected, found) : _skipped;
        return true;
    }

    private bool Fail(MbimFormatErrorKind kind, string field, int offset, string expected, string found)
    {
        _error = new MbimFormatError(kind, field, offset, expected, found);
        return false;
    }
}
