using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Recording;

/// <summary>A recording as a conversation: each request of the host with its answer and the notifications that followed.</summary>
internal sealed class Transcript
{
    private const int MaxMessageLength = 64 * 1024;

    private readonly Dictionary<(TransferDirection, MbimMessageType), FragmentReassembler> _fragments = [];
    private readonly Dictionary<uint, RecordedRequest> _open = [];
    private readonly List<RecordedRequest> _requests = [];
    private readonly SortedDictionary<string, int> _notes = new(StringComparer.Ordinal);
    private MbimExVersion _version = MbimExVersion.V1;
    private RecordedRequest? _anchor;
    private bool _isBehind;
    private TimeSpan _anchored;
    private uint _hostMax = uint.MaxValue;
    private bool _hostSpokeLast;

    private Transcript()
    {
    }

    /// <summary>The requests in their order.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _requests;

    /// <summary>The size of the function's fragments where they are smaller than the host allows; null where they are not.</summary>
    public int? FragmentSize { get; private set; }

    /// <summary>What could not be made sense of, in words.</summary>
    public IEnumerable<string> Notes => _notes.Select(note => note.Value == 1 ? note.Key : $"{note.Key} ({note.Value} times)");

    /// <summary>Puts a conversation together.</summary>
    public static Transcript Of(IEnumerable<RecordedTransfer> transfers)
    {
        var transcript = new Transcript();
        foreach (var transfer in transfers)
        {
            transcript.Add(transfer);
        }

        transcript.End();
        return transcript;
    }

    /// <summary>Which way messages of a type go.</summary>
    public static TransferDirection DirectionOf(MbimMessageType type) =>
        MbimMessage.IsOfHost(type) ? TransferDirection.ToFunction : TransferDirection.ToHost;

    private void Add(RecordedTransfer transfer)
    {
        var bytes = transfer.Bytes.Span;
        if (bytes.Length < MessageHeader.Size || MbimMessage.HeaderSize(MessageHeader.Read(bytes).Type) == 0)
        {
            Note("a transfer is not an MBIM message and is omitted");
            return;
        }

        var type = MessageHeader.Read(bytes).Type;
        if (transfer.Direction != DirectionOf(type))
        {
            Note($"a {type} was sent in the wrong direction and is omitted");
            return;
        }

        if (!_fragments.TryGetValue((transfer.Direction, type), out var fragments))
        {
            _fragments.Add((transfer.Direction, type), fragments = new FragmentReassembler(MaxMessageLength));
        }

        var result = fragments.Add(bytes, transfer.Time, out var whole);
        if (result.AbandonedTransactionId is not null || result.Outcome is not (FragmentOutcome.Complete or FragmentOutcome.More))
        {
            Note("a fragment does not follow the previous ones; its message is omitted");
        }

        NoteFragmentSize(transfer.Direction, result.Outcome, bytes);
        if (result.Outcome != FragmentOutcome.Complete)
        {
            return;
        }

        if (!MbimMessage.TryParse(whole, MbimReadMode.Tolerant, out var message, out var error))
        {
            Note($"a message is malformed and omitted: {error}");
        }
        else if (transfer.Direction == TransferDirection.ToFunction)
        {
            TakeRequest(message, transfer.Time);
        }
        else
        {
            TakeAnswer(message, transfer.Time);
        }
    }

    private void NoteFragmentSize(TransferDirection direction, FragmentOutcome outcome, ReadOnlySpan<byte> bytes)
    {
        if (direction == TransferDirection.ToHost && outcome == FragmentOutcome.More && bytes.Length < _hostMax)
        {
            FragmentSize = Math.Max(FragmentSize ?? 0, bytes.Length);
        }
    }

    private void TakeRequest(in MbimMessage message, TimeSpan time)
    {
        if (message.Type == MbimMessageType.HostError)
        {
            return;
        }

        if (message.DeviceServiceId == ProxyControl.Id)
        {
            Note("a message to an mbim-proxy is omitted, since it is not for the modem");
            return;
        }

        var request = new RecordedRequest
        {
            Type = message.Type,
            Time = time,
            Service = message.DeviceServiceId,
            Cid = message.Cid,
            Operation = message.CommandType,
            Version = _version,
            Buffer = message.InformationBuffer.ToArray(),
        };
        if (message.Type == MbimMessageType.Open)
        {
            (_version, _hostMax) = (MbimExVersion.V1, message.MaxControlTransfer);
        }

        if (message.Type != MbimMessageType.Command)
        {
            _open.Clear();
        }

        _open[message.TransactionId] = request;
        _requests.Add(request);
        _hostSpokeLast = true;
        Anchor(request, isBehind: false, time);
    }

    private void TakeAnswer(in MbimMessage message, TimeSpan time)
    {
        if (message.Type == MbimMessageType.IndicateStatus)
        {
            Indicate(message, time);
            return;
        }

        if (message.DeviceServiceId == ProxyControl.Id)
        {
            return;
        }

        if (!_open.TryGetValue(message.TransactionId, out var request) || !IsAnswer(message, request))
        {
            Note($"a {message.Type} answers no recorded request and is omitted");
            return;
        }

        _open.Remove(message.TransactionId);
        _hostSpokeLast = false;
        var isError = message.Type == MbimMessageType.FunctionError;
        request.Answer = new RecordedAnswer(
            time - request.Time, isError ? null : message.Status, isError ? message.Error : null, request.Version, message.InformationBuffer.ToArray());
        Anchor(request, isBehind: true, time);
        if (VersionOf(request) is { } version)
        {
            _version = version;
        }
    }

    private void Indicate(in MbimMessage message, TimeSpan time)
    {
        if (message.DeviceServiceId == ProxyControl.Id)
        {
            return;
        }

        if (_anchor is null)
        {
            Note("a notification came before the host's first message and is omitted");
            return;
        }

        var notification = new RecordedNotification(time - _anchored, message.DeviceServiceId, message.Cid, _version, message.InformationBuffer.ToArray());
        (_isBehind ? _anchor.Behind : _anchor.Before).Add(notification);
    }

    /// <summary>The version that an answer to VERSION agrees on; null for any other.</summary>
    public static MbimExVersion? VersionOf(RecordedRequest request) =>
        request.Answer is { Status: MbimStatus.Success, Buffer: var buffer }
        && request.Service == MsBasicConnectExtensions.Id
        && request.Cid == MsBasicConnectExtensions.Version.Number
        && MbimVersion.TryRead(buffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var agreed, out _)
            ? agreed.ExtendedVersion >= MbimExVersion.V3 ? MbimExVersion.V3 : agreed.ExtendedVersion >= MbimExVersion.V2 ? MbimExVersion.V2 : MbimExVersion.V1
            : null;

    private static bool IsAnswer(in MbimMessage message, RecordedRequest request) => message.Type switch
    {
        MbimMessageType.OpenDone => request.Type == MbimMessageType.Open,
        MbimMessageType.CloseDone => request.Type == MbimMessageType.Close,
        MbimMessageType.CommandDone => request.Type == MbimMessageType.Command && request.Service == message.DeviceServiceId && request.Cid == message.Cid,
        _ => message.Type == MbimMessageType.FunctionError,
    };

    private void Anchor(RecordedRequest request, bool isBehind, TimeSpan time) => (_anchor, _isBehind, _anchored) = (request, isBehind, time);

    private void End()
    {
        foreach (var fragments in _fragments.Values)
        {
            fragments.Dispose();
        }

        // Whether the last one would have been answered, nobody knows.
        if (_hostSpokeLast && _requests is [.., { Answer: null } last])
        {
            _requests.Remove(last);
            Note("the recording ends before the last request was answered; the request is omitted");
        }
    }

    private void Note(string note) => _notes[note] = _notes.GetValueOrDefault(note) + 1;
}
