using System.Globalization;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Patterns;

/// <content>What does not fit, in words.</content>
public sealed partial record MessagePattern
{
    /// <summary>
    /// The parts of a message that are not as the pattern wants it; none for one that matches. The fewer there are, the nearer the message is.
    /// </summary>
    public MbimArray<MessageMisfit> Misfits(ref ExaminedMessage message)
    {
        var misfits = new List<MessageMisfit>();
        var found = message.Message;
        var isCommand = MbimMessage.IsFragmentable(found.Type);
        Compare(misfits, "type", Type?.ToString(), found.Type.ToString());
        Compare(misfits, "service", Service is { } service ? NameOf(service) : null, isCommand ? NameOf(found.DeviceServiceId) : null);
        Compare(misfits, "CID", Cid is { } cid ? NameOf(Service ?? found.DeviceServiceId, cid) : null, isCommand ? NameOf(found.DeviceServiceId, found.Cid) : null);
        Compare(misfits, "operation", Operation?.ToString(), message.Operation?.ToString());
        Compare(misfits, "status", Status?.ToString(), HasStatus(found.Type) ? found.Status.ToString() : null);
        Compare(misfits, "error", Error?.ToString(), HasError(found.Type) ? found.Error.ToString() : null);
        Compare(misfits, "transaction id", TransactionId?.ToString(CultureInfo.InvariantCulture), found.TransactionId.ToString(CultureInfo.InvariantCulture));
        Compare(misfits, "information buffer", InformationBuffer?.ToString(), isCommand ? Convert.ToHexStringLower(found.InformationBuffer) : null);
        AddFields(misfits, "", Fields, Fields.Count == 0 ? [] : message.Fields);
        AddFields(misfits, "request ", Request, Request.Count == 0 ? [] : message.RequestFields);
        return misfits.ToMbimArray();
    }

    /// <summary>The pattern in words: <c>Command CONNECT Set with AccessString 'internet'</c>.</summary>
    public override string ToString()
    {
        string?[] parts =
        [
            Type?.ToString(),
            Cid is { } cid ? NameOf(Service ?? Guid.Empty, cid) : Service is { } service ? NameOf(service) : null,
            Operation?.ToString(),
            Status is { } status ? $"status {status}" : null,
            Error is { } error ? $"error {error}" : null,
            TransactionId is { } transactionId ? $"transaction id {transactionId}" : null,
            InformationBuffer is { } bytes ? $"bytes {bytes}" : null,
        ];
        var head = string.Join(' ', parts.Where(part => part is not null));
        var fields = string.Join(", ", Fields.Select(field => field.ToString()).Concat(Request.Select(field => $"request {field}")));
        return $"{(head.Length == 0 ? "any message" : head)}{(fields.Length == 0 ? "" : $" with {fields}")}";
    }

    private static void Compare(List<MessageMisfit> misfits, string part, string? wanted, string? found)
    {
        if (wanted is not null && wanted != found)
        {
            misfits.Add(new MessageMisfit(part, wanted, found ?? "none"));
        }
    }

    private static void AddFields(List<MessageMisfit> misfits, string prefix, MbimArray<FieldPattern> patterns, IReadOnlyList<MbimField> fields)
    {
        foreach (var pattern in patterns)
        {
            if (!pattern.Matches(fields))
            {
                var values = string.Join(", ", pattern.Matcher.Named(fields).Select(field => $"'{field.Text}'"));
                misfits.Add(new MessageMisfit(prefix + pattern.Path, pattern.Wanted, values.Length == 0 ? "not there" : values));
            }
        }
    }

    private static string NameOf(Guid service) => MbimServices.NameOf(service) ?? service.ToString();

    private static string NameOf(Guid service, uint cid) => MbimServices.NameOf(service, cid) ?? $"CID {cid}";
}
