using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Recording;

/// <summary>The information buffers of a recording as the scenario has them: masked, and as fields where fields make the same bytes.</summary>
internal sealed class RecordedBuffers
{
    private readonly PersonalMask? _mask;

    /// <summary>Takes all buffers; without a key nothing is masked.</summary>
    public RecordedBuffers(IReadOnlyList<RecordedRequest> requests, MbimArray<byte>? key)
    {
        if (key is not { } given)
        {
            return;
        }

        _mask = new PersonalMask(given.AsSpan().ToArray());
        foreach (var request in requests)
        {
            _mask.Collect(CidOf(request), KindOf(request.Operation), request.Version, request.Buffer);
            if (request.Answer is { } answer)
            {
                _mask.Collect(CidOf(request), BufferKind.Response, answer.Version, answer.Buffer);
            }

            foreach (var notification in request.Before.Concat(request.Behind))
            {
                _mask.Collect(MbimServices.Find(notification.Service, notification.Cid), BufferKind.Notification, notification.Version, notification.Buffer);
            }
        }
    }

    /// <summary>Services and CIDs whose buffers stand as bytes, since they are not declared: there may be personal data that nobody knows of.</summary>
    public SortedSet<string> Undeclared { get; } = new(StringComparer.Ordinal);

    /// <summary>A request's buffer.</summary>
    public byte[] Masked(RecordedRequest request) => Masked(CidOf(request), KindOf(request.Operation), request.Version, request.Buffer);

    /// <summary>An answer to a command.</summary>
    public AnswerAction AnswerOf(RecordedRequest request, RecordedAnswer answer)
    {
        var cid = CidOf(request);
        var buffer = Masked(cid, BufferKind.Response, answer.Version, answer.Buffer);
        var status = answer.Status!.Value;
        if (buffer.Length == 0)
        {
            // What is declared would have a buffer of defaults when it succeeds.
            return new AnswerAction { Status = status, Bytes = status == MbimStatus.Success && cid is not null ? new MbimArray<byte>?([]) : null };
        }

        NoteUndeclared(cid, request.Service, request.Cid);
        var fields = cid is null ? null : FieldValueBuilder.Make(cid, BufferKind.Response, answer.Version, buffer);
        return new AnswerAction { Status = status, Fields = fields, Bytes = fields is null ? buffer.ToMbimArray() : null };
    }

    /// <summary>A notification that comes so much later.</summary>
    public IndicateAction IndicationOf(RecordedNotification notification, TimeSpan after)
    {
        var cid = MbimServices.Find(notification.Service, notification.Cid);
        var buffer = Masked(cid, BufferKind.Notification, notification.Version, notification.Buffer);
        NoteUndeclared(cid, notification.Service, notification.Cid);
        var fields = cid is null ? null : FieldValueBuilder.Make(cid, BufferKind.Notification, notification.Version, buffer);
        return new IndicateAction
        {
            Service = notification.Service,
            Cid = notification.Cid,
            Fields = fields,
            Bytes = fields is null ? buffer.ToMbimArray() : null,
            After = after,
        };
    }

    private static MbimCid? CidOf(RecordedRequest request) => MbimServices.Find(request.Service, request.Cid);

    private static BufferKind KindOf(MbimCommandType operation) => operation == MbimCommandType.Set ? BufferKind.Set : BufferKind.Query;

    private byte[] Masked(MbimCid? cid, BufferKind kind, MbimExVersion version, byte[] buffer) => _mask?.Apply(cid, kind, version, buffer) ?? buffer;

    private void NoteUndeclared(MbimCid? cid, Guid service, uint number)
    {
        if (cid is null)
        {
            Undeclared.Add(RequestGroup.NameOf(service, number));
        }
    }
}
