using System.Net;
using System.Text.RegularExpressions;
using MbimEmulator.Yaml;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Generated;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Patterns;

/// <content>What can never fit.</content>
public sealed partial record MessagePattern
{
    private const BufferKind Requests = BufferKind.Query | BufferKind.Set;
    private static readonly MbimExVersion[] Versions = [MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3];

    /// <summary>
    /// Fields that no message which the rest of the pattern allows can have, in any version, and values that such a field cannot have.
    /// </summary>
    public MbimArray<MessagePatternProblem> Problems()
    {
        var problems = new List<MessagePatternProblem>();
        Check(problems, Fields, Type switch
        {
            null => BufferKind.Response | BufferKind.Notification | RequestKinds,
            MbimMessageType.Command => RequestKinds,
            MbimMessageType.CommandDone => BufferKind.Response,
            MbimMessageType.IndicateStatus => BufferKind.Notification,
            _ => BufferKind.None,
        });
        Check(problems, Request, Type is null or MbimMessageType.CommandDone ? RequestKinds : BufferKind.None);
        return problems.ToMbimArray();
    }

    private BufferKind RequestKinds => Operation switch
    {
        MbimCommandType.Query => BufferKind.Query,
        MbimCommandType.Set => BufferKind.Set,
        _ => Requests,
    };

    private void Check(List<MessagePatternProblem> problems, MbimArray<FieldPattern> patterns, BufferKind kinds)
    {
        if (Type == MbimMessageType.Open)
        {
            problems.AddRange(patterns.Select(CheckOpen).OfType<MessagePatternProblem>());
            return;
        }

        var layouts = patterns.Count == 0 ? [] : Layouts(kinds);
        foreach (var pattern in patterns)
        {
            if (Check(pattern, layouts) is { } problem)
            {
                problems.Add(problem);
            }
        }
    }

    private List<RecordLayout> Layouts(BufferKind kinds) =>
    [
        .. MbimServices.All.Where(service => service.Id == (Service ?? service.Id))
            .SelectMany(service => service.Cids)
            .Where(cid => cid.Number == (Cid ?? cid.Number))
            .SelectMany(cid => Enum.GetValues<BufferKind>().Where(kind => (kinds & kind) != 0).Select(kind => (cid, kind)))
            .SelectMany(pair => Versions.Select(version => pair.cid.GetLayout(pair.kind, version)))
            .OfType<RecordLayout>()
            .Distinct(),
    ];

    // OPEN has no information buffer; its one field is in no layout.
    private static MessagePatternProblem? CheckOpen(FieldPattern pattern)
    {
        const string Only = nameof(MbimMessage.MaxControlTransfer);
        return !pattern.Path.Equals(Only, StringComparison.OrdinalIgnoreCase) ? new(pattern, $"the field '{pattern.Path}'", $"{Only}, the one that OPEN has", Nearest.Hint(pattern.Path, [Only]))
            : pattern.Comparison is FieldComparison.Exists or FieldComparison.Absent or FieldComparison.Matches || FieldTexts.TryNumber(pattern.Value, out _) ? null
            : new(pattern, $"'{pattern.Value}' for {Only}", "a number of bytes", "");
    }

    private static MessagePatternProblem? Check(FieldPattern pattern, List<RecordLayout> layouts)
    {
        if (!FieldPath.TryParse(pattern.Path, out var path))
        {
            return new(pattern, $"'{pattern.Path}'", "a path such as AccessString, Elements[0].SessionId or Elements[*].Cid", "");
        }

        var targets = layouts.Select(layout => layout.Find(path)).OfType<FieldTarget>().ToList();
        if (targets.Count == 0)
        {
            var names = layouts.SelectMany(layout => layout.Paths).Distinct().ToList();
            var expected = names.Count switch
            {
                0 => "no field, since these messages have no declared fields",
                <= 24 => $"one of {string.Join(", ", names)}",
                _ => "a field of these messages",
            };
            return new(pattern, $"the field '{pattern.Path}'", expected, Nearest.Hint(Regex.Replace(pattern.Path, @"\[\d+\]", "[*]"), names));
        }

        MessagePatternProblem? problem = null;
        foreach (var target in targets)
        {
            problem = CheckValue(pattern, target);
            if (problem is null)
            {
                return null;
            }
        }

        return problem;
    }

    private static MessagePatternProblem? CheckValue(FieldPattern pattern, FieldTarget target)
    {
        MessagePatternProblem Problem(string expected, string hint = "") => new(pattern, $"'{pattern.Value}' for {pattern.Path}", expected, hint);
        if (pattern.Comparison is FieldComparison.Exists or FieldComparison.Absent)
        {
            return null;
        }

        if (target.Type is not { } type)
        {
            return new(pattern, $"a value for {pattern.Path}", "a field with a single value, or whether it exists", "");
        }

        if (pattern.Comparison == FieldComparison.Matches)
        {
            return FieldMatcher.TryRegex(pattern.Value, out _, out var refusal) ? null : Problem($"a regular expression without lookaround and backreferences ({refusal})");
        }

        if (target.Enumeration is { } enumeration)
        {
            return FieldTexts.TryEnumeration(enumeration, pattern.Value, out _, out var wrong)
                ? null
                : Problem($"one of {string.Join(", ", Enum.GetNames(enumeration))}, or a number{(enumeration.IsDefined(typeof(FlagsAttribute), inherit: false) ? $", or {FieldTexts.None}" : "")}", Nearest.Hint(wrong, Enum.GetNames(enumeration)));
        }

        var isOrder = pattern.Comparison is FieldComparison.Less or FieldComparison.Greater;
        return type switch
        {
            MbimFieldType.Number => FieldTexts.TryNumber(pattern.Value, out _) ? null : Problem("a number"),
            _ when isOrder => new(pattern, $"an order for {pattern.Path}", "a field with a number", ""),
            MbimFieldType.Uuid => Guid.TryParse(pattern.Value, out _) ? null : Problem("a UUID"),
            MbimFieldType.Address => IPAddress.TryParse(pattern.Value, out _) ? null : Problem("an address"),
            MbimFieldType.Bytes => FieldTexts.TryBytes(pattern.Value, out _) ? null : Problem("bytes in hexadecimal"),
            _ => null,
        };
    }
}
