using System.Globalization;
using System.Text;
using System.Text.Json;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;

namespace MbimEmulator.Recording;

/// <summary>Writes scenarios of recorded rules as files of scenarios.</summary>
internal sealed class ScenarioText
{
    private readonly StringBuilder _text = new();

    private ScenarioText()
    {
    }

    /// <summary>The file.</summary>
    /// <param name="scenario">Rules on messages alone, with the actions of recordings.</param>
    public static string Of(Scenario scenario)
    {
        var text = new ScenarioText();
        text.Line(0, "schemaVersion: 1");
        text.Line(0, $"name: {Quoted(scenario.Name)}");
        text.Line(0, $"description: {Quoted(scenario.Description)}");
        text.Line(0, "rules:");
        foreach (var rule in scenario.Rules)
        {
            text.Rule(rule);
        }

        return text._text.ToString();
    }

    private void Rule(ScenarioRule rule)
    {
        Line(1, $"- name: {Quoted(rule.Name)}");
        Trigger(((MessageTrigger)rule.Trigger).Pattern);
        if (rule.Nth is { } nth)
        {
            Line(2, $"nth: {Number(nth)}");
        }

        if (rule.Times is { } times)
        {
            Line(2, $"times: {Number(times)}");
        }

        Line(2, "do:");
        foreach (var action in rule.Actions)
        {
            Action(action);
        }
    }

    private void Trigger(MessagePattern pattern)
    {
        var type = JsonNamingPolicy.CamelCase.ConvertName(pattern.Type.ToString()!);
        if (pattern is { Cid: null, Status: null })
        {
            Line(2, $"on: {type}");
            return;
        }

        Line(2, "on:");
        Line(3, pattern.Cid is { } cid ? $"{type}: {CidOf(pattern.Service!.Value, cid)}" : $"{type}: {Statuses.Find(pattern.Status!.Value)}");
        if (pattern.Operation is { } operation)
        {
            Line(3, $"operation: {JsonNamingPolicy.CamelCase.ConvertName(operation.ToString())}");
        }

        if (pattern.InformationBuffer is { } bytes)
        {
            Line(3, $"informationBuffer: \"{bytes}\"");
        }

        if (pattern.Fields.Count > 0)
        {
            Line(3, "where:");
            foreach (var field in pattern.Fields)
            {
                Line(4, $"{Quoted(field.Path)}: {Quoted(field.Value)}");
            }
        }
    }

    private void Action(FaultAction action)
    {
        switch (action)
        {
            case DropAction:
                Line(3, "- drop");
                break;
            case DelayAction delay:
                Line(3, $"- delay: {Time(delay.Time.Time)}");
                break;
            case FragmentAction fragment:
                Line(3, $"- fragment: {Number(fragment.Size!.Value)}");
                break;
            case FunctionErrorAction error:
                Line(3, $"- functionError: {JsonNamingPolicy.CamelCase.ConvertName(error.Error.ToString())}");
                break;
            case SetAction { Change: var change }:
                Line(3, $"- set: {{ {change.Kind.Name}: {Quoted(string.Join(' ', (IEnumerable<string>)change.Arguments))} }}");
                break;
            case IndicateAction indicate:
                Indicate(indicate);
                break;
            case AnswerAction { Fields: null, Bytes: null, Status: { } status }:
                Line(3, $"- answer: {Statuses.Find(status)}");
                break;
            case AnswerAction answer:
                Line(3, "- answer:");
                if (answer.Status is { } given && given != MbimStatus.Success)
                {
                    Line(5, $"status: {Statuses.Find(given)}");
                }

                Buffer(answer.Fields, answer.Bytes);
                break;
            default:
                throw new ArgumentException($"{action.GetType().Name} is not an action of recordings.", nameof(action));
        }
    }

    private void Indicate(IndicateAction indicate)
    {
        Line(3, "- indicate:");
        if (CidNames.Find(indicate.Service, indicate.Cid) is { } name)
        {
            Line(5, $"cid: {name}");
        }
        else
        {
            Line(5, $"service: {indicate.Service}");
            Line(5, $"cid: {indicate.Cid}");
        }

        if (indicate.After > TimeSpan.Zero)
        {
            Line(5, $"after: {Time(indicate.After)}");
        }

        Buffer(indicate.Fields, indicate.Bytes);
    }

    private void Buffer(FieldValue.Map? fields, MbimArray<byte>? bytes)
    {
        if (bytes is { } given)
        {
            Line(5, $"bytes: \"{given}\"");
            return;
        }

        Line(5, "fields:");
        foreach (var (name, value) in fields!.Members)
        {
            if (value is FieldValue.List { Items.Count: > 0 } list)
            {
                Line(6, $"{Quoted(name)}:");
                foreach (var item in list.Items)
                {
                    Line(7, $"- {Flow(item)}");
                }
            }
            else
            {
                Line(6, $"{Quoted(name)}: {Flow(value)}");
            }
        }
    }

    private static string Flow(FieldValue value) => value switch
    {
        FieldValue.Scalar scalar => Quoted(scalar.Text),
        FieldValue.List list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        FieldValue.Map map => $"{{ {string.Join(", ", map.Members.Select(member => $"{Quoted(member.Key)}: {Flow(member.Value)}"))} }}",
        _ => "none",
    };

    private static string CidOf(Guid service, uint cid) => CidNames.Find(service, cid) ?? $"{{ service: {service}, cid: {cid} }}";

    private static string Time(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{Number((int)time.TotalSeconds)}s" : $"{Number((int)time.TotalMilliseconds)}ms";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text)
    {
        // Digits of a text stand in quotation marks: other readers of YAML would take them for a number.
        var isNumber = text.Length is > 0 and < 11 && text.All(char.IsAsciiDigit) && (text[0] != '0' || text.Length == 1);
        if (isNumber || (text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')))
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when c < ' ' || (c >= 0x7f && !char.IsLetterOrDigit(c)) => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private void Line(int depth, string text) => _text.Append(' ', 2 * depth).Append(text).Append('\n');
}
