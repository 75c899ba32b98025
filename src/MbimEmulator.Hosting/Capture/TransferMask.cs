using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Capture;

/// <summary>
/// Masks personal data in transfers on their way into a file. The fragments of a message wait for its last one, since a value may stand in two of them;
/// those of a message that is never whole become zeros behind their headers.
/// </summary>
/// <param name="write">Takes a transfer, of its own bytes, and what came with it.</param>
internal sealed class TransferMask(Action<CapturedTransfer> write)
{
    private const int HeadSize = MessageHeader.Size + FragmentHeader.Size;
    private const int MaxUnfinished = 64;
    private const int MaxFragments = 16 * 1024;

    private readonly BufferMask _mask = new();
    private readonly OrderedDictionary<(int Modem, string Link, TransferDirection Direction, uint Transaction), List<CapturedTransfer>> _unfinished = [];

    /// <summary>Masks a transfer, and writes it now or with the last fragment of its message.</summary>
    /// <param name="transfer">The transfer; its bytes are changed.</param>
    /// <param name="version">The layout of its link.</param>
    public void Write(CapturedTransfer transfer, MbimExVersion version)
    {
        var bytes = transfer.Bytes.AsSpan();
        if (bytes.Length < HeadSize || !MbimMessage.IsFragmentable(MessageHeader.Read(bytes).Type)
            || FragmentHeader.Read(bytes[FragmentHeader.Offset..]) is not { Total: > 1 } fragment)
        {
            _mask.Apply(bytes, version);
            write(transfer);
            return;
        }

        var key = (transfer.Modem, transfer.Link, transfer.Direction, MessageHeader.Read(bytes).TransactionId);
        if (!_unfinished.TryGetValue(key, out var fragments))
        {
            if (_unfinished.Count == MaxUnfinished)
            {
                WriteBlind(_unfinished.GetAt(0).Value);
                _unfinished.RemoveAt(0);
            }

            _unfinished.Add(key, fragments = []);
        }

        fragments.Add(transfer);
        if (fragment.Current != fragments.Count - 1 || fragments.Count == MaxFragments)
        {
            _unfinished.Remove(key);
            WriteBlind(fragments);
        }
        else if (fragments.Count == fragment.Total)
        {
            _unfinished.Remove(key);
            WriteWhole(fragments, version);
        }
    }

    /// <summary>Writes what still waits.</summary>
    public void Finish()
    {
        foreach (var fragments in _unfinished.Values)
        {
            WriteBlind(fragments);
        }

        _unfinished.Clear();
    }

    private void WriteWhole(List<CapturedTransfer> fragments, MbimExVersion version)
    {
        var whole = fragments[0].Bytes.Concat(fragments.Skip(1).SelectMany(fragment => fragment.Bytes.Skip(HeadSize))).ToArray();
        (MessageHeader.Read(whole) with { Length = (uint)whole.Length }).Write(whole);
        new FragmentHeader(1, 0).Write(whole.AsSpan(FragmentHeader.Offset));
        _mask.Apply(whole, version);
        var position = HeadSize;
        foreach (var fragment in fragments)
        {
            var target = fragment.Bytes.AsSpan(HeadSize);
            whole.AsSpan(position, target.Length).CopyTo(target);
            position += target.Length;
            write(fragment);
        }
    }

    private void WriteBlind(List<CapturedTransfer> fragments)
    {
        foreach (var fragment in fragments)
        {
            // The first one begins with the CID and the like.
            var head = FragmentHeader.Read(fragment.Bytes.AsSpan(FragmentHeader.Offset)).Current == 0
                ? MbimMessage.HeaderSize(MessageHeader.Read(fragment.Bytes).Type)
                : HeadSize;
            fragment.Bytes.AsSpan(Math.Min(head, fragment.Bytes.Length)).Clear();
            write(fragment);
        }
    }
}
