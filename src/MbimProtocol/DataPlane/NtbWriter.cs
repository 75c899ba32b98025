using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MbimProtocol.DataPlane;

/// <summary>
/// Builds one block at a time: NTH, datagrams in the order in which they come, then one NDP for each stream (USB NCM 1.0, 3; MBIM 1.0, 7).
/// It is reused and allocates nothing once it has grown to its use.
/// </summary>
/// <param name="layout">How blocks are laid out.</param>
/// <param name="sequence">The number of the first block.</param>
/// <example>
/// <code>
/// var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, maxSize: 16 * 1024));
/// if (writer.TryAdd(NtbStream.Dss(0), [1, 2, 3, 4]))
/// {
///     await stream.WriteAsync(writer.Finish().ToArray());
/// }
/// </code>
/// </example>
public sealed class NtbWriter(NtbLayout layout, ushort sequence = 0)
{
    private readonly List<Entry> _entries = [];
    private readonly List<Ndp> _ndps = [];
    private byte[] _block = [];
    private int _end = NtbLayout.HeaderSize(layout.Format);
    private ushort _sequence = sequence;

    /// <summary>How blocks are laid out.</summary>
    public NtbLayout Layout => layout;

    /// <summary>The number of the next block.</summary>
    public ushort Sequence => _sequence;

    /// <summary>Datagrams in the block so far.</summary>
    public int Count => _entries.Count;

    /// <summary>Appends a datagram; an empty one is allowed on a device service stream alone.</summary>
    /// <returns>False when it does not fit into the rest of the block, which stays as it is.</returns>
    /// <exception cref="ArgumentException">An IP packet is empty.</exception>
    public bool TryAdd(NtbStream stream, ReadOnlySpan<byte> datagram)
    {
        if (datagram.IsEmpty && stream.Kind == NtbStreamKind.IPSession)
        {
            throw new ArgumentException("An IP packet is not empty.", nameof(datagram));
        }

        var offset = layout.AlignDatagram(_end);
        if ((layout.MaxDatagrams != 0 && _entries.Count >= layout.MaxDatagrams) || datagram.Length > layout.MaxSize - offset)
        {
            return false;
        }

        var index = IndexOf(stream);
        var isNew = index == _ndps.Count;
        if (!isNew && NtbLayout.NdpSize(layout.Format, _ndps[index].Count + 1) > ushort.MaxValue)
        {
            return false;
        }

        if (SizeWith(index, offset + datagram.Length) > layout.MaxSize)
        {
            return false;
        }

        if (isNew)
        {
            _ndps.Add(new Ndp(stream, 1));
        }
        else
        {
            CollectionsMarshal.AsSpan(_ndps)[index].Count++;
        }

        _entries.Add(new Entry(index, offset, datagram.Length));
        Reserve(offset + datagram.Length);
        _block.AsSpan(_end, offset - _end).Clear();
        datagram.CopyTo(_block.AsSpan(offset));
        _end = offset + datagram.Length;
        return true;
    }

    /// <summary>
    /// Ends the block and begins the next one. The bytes are valid until the next call. Blocks are numbered from 0 on; the number wraps.
    /// </summary>
    public ReadOnlySpan<byte> Finish()
    {
        var length = SizeWith(-1, _end);
        Reserve(length);
        var block = _block.AsSpan(0, length);
        var at = _end;
        var firstNdp = 0;
        var previousNext = -1;
        for (var i = 0; i < _ndps.Count; i++)
        {
            var start = layout.AlignNdp(at);
            block[at..start].Clear();
            at = start + WriteNdp(block[start..], i);
            if (previousNext < 0)
            {
                firstNdp = start;
            }
            else if (layout.Format == NtbFormat.Ntb16)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(block[previousNext..], (ushort)start);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(block[previousNext..], (uint)start);
            }

            previousNext = start + (layout.Format == NtbFormat.Ntb16 ? 6 : 8);
        }

        WriteHeader(block, firstNdp);
        _sequence++;
        Clear();
        return block;
    }

    /// <summary>Throws away what is in the block, and numbers blocks from 0 again, as after RESET_FUNCTION.</summary>
    public void Reset()
    {
        Clear();
        _sequence = 0;
    }

    private void Clear()
    {
        _entries.Clear();
        _ndps.Clear();
        _end = NtbLayout.HeaderSize(layout.Format);
    }

    private int IndexOf(NtbStream stream)
    {
        var ndps = CollectionsMarshal.AsSpan(_ndps);
        for (var i = 0; i < ndps.Length; i++)
        {
            if (ndps[i].Stream == stream)
            {
                return i;
            }
        }

        return ndps.Length;
    }

    // The block's size when its datagrams end at end and the NDP of this index has one more of them.
    private int SizeWith(int index, int end)
    {
        var ndps = CollectionsMarshal.AsSpan(_ndps);
        for (var i = 0; i < ndps.Length; i++)
        {
            end = layout.AlignNdp(end) + NtbLayout.NdpSize(layout.Format, ndps[i].Count + (i == index ? 1 : 0));
        }

        return index == ndps.Length ? layout.AlignNdp(end) + NtbLayout.NdpSize(layout.Format, 1) : end;
    }

    private int WriteNdp(Span<byte> ndp, int index)
    {
        var (stream, count) = _ndps[index];
        var size = NtbLayout.NdpSize(layout.Format, count);
        ndp[..size].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(ndp, stream.ToSignature(layout.Format));
        BinaryPrimitives.WriteUInt16LittleEndian(ndp[4..], (ushort)size);
        var at = layout.Format == NtbFormat.Ntb16 ? 8 : 16;
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Ndp != index)
            {
                continue;
            }

            if (layout.Format == NtbFormat.Ntb16)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(ndp[at..], (ushort)entry.Offset);
                BinaryPrimitives.WriteUInt16LittleEndian(ndp[(at + 2)..], (ushort)entry.Length);
                at += 4;
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(ndp[at..], (uint)entry.Offset);
                BinaryPrimitives.WriteUInt32LittleEndian(ndp[(at + 4)..], (uint)entry.Length);
                at += 8;
            }
        }

        return size;
    }

    // NTH16: signature, wHeaderLength, wSequence, wBlockLength, wNdpIndex. NTH32: the last two are 32-bit.
    private void WriteHeader(Span<byte> block, int firstNdp)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(block, layout.Format == NtbFormat.Ntb16 ? NtbFields.Signature16 : NtbFields.Signature32);
        BinaryPrimitives.WriteUInt16LittleEndian(block[4..], (ushort)NtbLayout.HeaderSize(layout.Format));
        BinaryPrimitives.WriteUInt16LittleEndian(block[6..], _sequence);
        if (layout.Format == NtbFormat.Ntb16)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(block[8..], (ushort)block.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(block[10..], (ushort)firstNdp);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block[8..], (uint)block.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(block[12..], (uint)firstNdp);
        }
    }

    private void Reserve(int size)
    {
        if (_block.Length < size)
        {
            Array.Resize(ref _block, Math.Min(layout.MaxSize, Math.Max(size, Math.Max(512, _block.Length * 2))));
        }
    }

    private readonly record struct Entry(int Ndp, int Offset, int Length);

    private record struct Ndp(NtbStream Stream, int Count);
}
