using MbimEmulator.Patterns;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Recording;

/// <summary>Sorts requests by what tells them apart.</summary>
internal sealed class RequestGroups(RecordedBuffers buffers)
{
    private const int MaxFields = 256;
    private const int MaxValue = 4096;

    /// <summary>The groups of all commands: CID by CID in the order in which they were first asked, of each the most particular one first.</summary>
    public IEnumerable<RequestGroup> Of(IEnumerable<RecordedRequest> requests)
    {
        var groups = new Dictionary<MessagePattern, RequestGroup>();
        var order = new List<RequestGroup>();
        var patterns = requests.Where(request => request.Type == MbimMessageType.Command).Select(request => (Request: request, Pattern: PatternOf(request))).ToList();
        var byBytes = patterns.Where(pair => pair.Pattern.InformationBuffer is not null).Select(pair => pair.Pattern).ToHashSet();
        foreach (var (request, byFields) in patterns)
        {
            // The same bytes may be sound in one version and not in another: a rule for the bytes would take both.
            var same = byFields with { Fields = [], InformationBuffer = request.Buffer.ToMbimArray() };
            var pattern = byBytes.Contains(same) ? same : byFields;
            if (!groups.TryGetValue(pattern, out var group))
            {
                groups.Add(pattern, group = new RequestGroup(pattern));
                order.Add(group);
            }

            group.Requests.Add(request);
        }

        return order.GroupBy(group => (group.Pattern.Service, group.Pattern.Cid, group.Pattern.Operation))
            .SelectMany(ofCid => ofCid.OrderByDescending(group => group.Weight));
    }

    private MessagePattern PatternOf(RecordedRequest request)
    {
        var pattern = new MessagePattern
        {
            Type = MbimMessageType.Command,
            Service = request.Service,
            Cid = request.Cid,
            Operation = request.Operation is MbimCommandType.Query or MbimCommandType.Set ? request.Operation : null,
        };
        var masked = buffers.Masked(request);
        var kind = request.Operation switch { MbimCommandType.Query => BufferKind.Query, MbimCommandType.Set => BufferKind.Set, _ => BufferKind.None };
        if (kind != BufferKind.None && MbimServices.Find(request.Service, request.Cid) is { } cid
            && MbimFields.TryRead(cid, kind, request.Buffer, request.Version, out var fields, out _)
            && MbimFields.TryRead(cid, kind, masked, request.Version, out var maskedFields, out _))
        {
            // What is masked differs from what hosts will send.
            var same = fields.Zip(maskedFields).Where(pair => pair.First.Text == pair.Second.Text).Select(pair => pair.First);
            var byFields = pattern with { Fields = same.Select(field => new FieldPattern(field.Path, FieldComparison.Equal, TextOf(field))).ToMbimArray() };
            if (byFields.Fields.Count <= MaxFields && byFields.Fields.All(field => field.Value.Length <= MaxValue && !field.Value.Any(char.IsSurrogate))
                && byFields.Problems().Count == 0)
            {
                return byFields;
            }
        }

        return masked.AsSpan().SequenceEqual(request.Buffer) ? pattern with { InformationBuffer = request.Buffer.ToMbimArray() } : pattern;
    }

    private static string TextOf(MbimField field) =>
        field.Type == MbimFieldType.Enumeration ? FieldValueBuilder.EnumerationText((ulong)field.Number, field.Text) : field.Text;
}
