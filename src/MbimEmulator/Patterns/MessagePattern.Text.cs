using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;

namespace MbimEmulator.Patterns;

/// <content>The text form.</content>
public sealed partial record MessagePattern
{
    private const string RequestPrefix = "request.";

    private static readonly string[] Keys = ["Status", "Error", "TransactionId"];

    /// <summary>
    /// Reads the text form, such as <c>CONNECT set AccessString=internet</c>: words in any order and case, then conditions.
    /// <code>
    /// words       COMMAND, INDICATE_STATUS, ...; query, set; BASIC_CONNECT, CONNECT, BASIC_CONNECT.CONNECT, UUID.1
    /// conditions  Status=failure  Error=cancel  TransactionId=5  AccessString=internet  Providers[*].ProviderId!=00101
    ///             Rssi&lt;10  Rssi>3  AccessString~^inter  AccessString?  AccessString!?  request.AccessString='my apn'
    /// </code>
    /// Without a message type, an operation means the COMMAND. Status means its COMMAND_DONE, and fields are then those of the COMMAND where that
    /// has them: <c>CONNECT set AccessString=internet Status=failure</c>.
    /// </summary>
    /// <exception cref="MessagePatternSyntaxException">It is not one, or no message can fit.</exception>
    public static MessagePattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pattern = new MessagePattern();
        var fields = new List<(PatternToken Token, FieldPattern Field, bool IsRequest)>();
        foreach (var token in PatternTokenizer.Split(text))
        {
            if (token.Comparison is null)
            {
                pattern = pattern.WithWord(token, text);
            }
            else if (Keys.Append("tid").Contains(token.Name, StringComparer.OrdinalIgnoreCase))
            {
                pattern = pattern.WithKey(token, text);
            }
            else
            {
                var isRequest = token.Name.StartsWith(RequestPrefix, StringComparison.OrdinalIgnoreCase);
                var path = isRequest ? token.Name[RequestPrefix.Length..] : token.Name;
                fields.Add((token, new FieldPattern(path, token.Comparison.Value, token.Value), isRequest));
            }
        }

        var isImplied = pattern.Type is null;
        pattern = pattern.WithType();
        var placed = fields.ToLookup(field => field.IsRequest || (isImplied && pattern.IsOfRequest(field.Field)), field => field.Field);
        pattern = pattern with { Fields = placed[false].ToMbimArray(), Request = placed[true].ToMbimArray() };
        foreach (var problem in pattern.Problems())
        {
            var token = fields.First(field => ReferenceEquals(field.Field, problem.Field)).Token;
            throw new MessagePatternSyntaxException(token.Position, problem.ToString(), text);
        }

        return pattern;
    }

    /// <summary>The same as <see cref="Parse"/>.</summary>
    /// <exception cref="MessagePatternSyntaxException">It is not one, or no message can fit.</exception>
    public static implicit operator MessagePattern(string text) => Parse(text);

    private MessagePattern WithWord(PatternToken token, string text)
    {
        if (PatternWords.Types.TryGetValue(token.Name, out var type))
        {
            return Type is null ? this with { Type = type } : throw Twice(token, "message type", text);
        }

        if (PatternWords.Operations.TryGetValue(token.Name, out var operation))
        {
            return Operation is null ? this with { Operation = operation } : throw Twice(token, "operation", text);
        }

        if (PatternWords.TryCid(token.Name, out var service, out var cid))
        {
            return Service is null ? this with { Service = service, Cid = cid } : throw Twice(token, "service or CID", text);
        }

        throw new MessagePatternSyntaxException(
            token.Position,
            $"found '{token.Name}', expected a message type, query or set, a service, a CID, or a condition such as AccessString=internet."
                + Nearest.Hint(token.Name, PatternWords.All),
            text);
    }

    private static MessagePatternSyntaxException Twice(PatternToken token, string what, string text) =>
        new(token.Position, $"found '{token.Name}', a second {what}; expected at most one (SERVICE.CID names both).", text);

    private MessagePattern WithKey(PatternToken token, string text)
    {
        if (token.Comparison != FieldComparison.Equal)
        {
            throw new MessagePatternSyntaxException(token.Position, $"found another operator after {token.Name}, expected =", text);
        }

        return token.Name.ToUpperInvariant() switch
        {
            "STATUS" => this with { Status = (MbimStatus)Named(typeof(MbimStatus), token, text) },
            "ERROR" => this with { Error = (MbimProtocolError)Named(typeof(MbimProtocolError), token, text) },
            _ => FieldTexts.TryNumber(token.Value, out var number) && number >= 0 && number <= uint.MaxValue
                ? this with { TransactionId = (uint)number }
                : throw new MessagePatternSyntaxException(token.ValuePosition, $"found '{token.Value}', expected a 32-bit number.", text),
        };
    }

    // NO_DEVICE_SUPPORT as the specification writes it, NoDeviceSupport, 9.
    private static uint Named(Type enumeration, PatternToken token, string text)
    {
        var value = token.Value.Replace("_", "", StringComparison.Ordinal);
        if (FieldTexts.TryEnumeration(enumeration, value, out var number, out _) && number <= uint.MaxValue)
        {
            return (uint)number;
        }

        var names = Enum.GetNames(enumeration);
        throw new MessagePatternSyntaxException(
            token.ValuePosition, $"found '{token.Value}', expected a number or a name such as {names[0]}.{Nearest.Hint(value, names)}", text);
    }

    private MessagePattern WithType() => Type is not null || (Service is null && Operation is null) ? this
        : Status is not null ? this with { Type = MbimMessageType.CommandDone }
        : Operation is not null ? this with { Type = MbimMessageType.Command }
        : this;

    private bool IsOfRequest(FieldPattern field) =>
        Type == MbimMessageType.CommandDone && (this with { Request = [field] }).Problems().Count == 0;
}
