using MbimEmulator.Changes;
using MbimEmulator.Patterns;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Recording;

/// <summary>
/// Makes rules of a transcript. Requests that look alike are answered in turn: each rule answers as many as were answered alike, the last one all
/// that follow. What the emulated modem would say by itself is dropped, and what was never asked is refused.
/// </summary>
internal sealed class RuleMaker(RecordedBuffers buffers, bool keepsDelays)
{
    // Less is the machine's doing, not the modem's.
    private static readonly TimeSpan LeastDelay = TimeSpan.FromMilliseconds(5);

    private readonly List<ScenarioRule> _rules = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>What is not quite as it was.</summary>
    public IEnumerable<string> Notes => _notes;

    /// <summary>Makes the rules.</summary>
    /// <exception cref="RecordingException">There are more than a scenario holds.</exception>
    public MbimArray<ScenarioRule> Make(Transcript transcript)
    {
        Add("not recorded: notifications", new MessagePattern { Type = MbimMessageType.IndicateStatus }, [new DropAction()]);
        AddSession(transcript, MbimMessageType.Open, MbimMessageType.OpenDone);
        AddSession(transcript, MbimMessageType.Close, MbimMessageType.CloseDone);
        foreach (var group in new RequestGroups(buffers).Of(transcript.Requests))
        {
            AddGroup(group);
        }

        Add("not recorded: commands", new MessagePattern { Type = MbimMessageType.Command }, [new AnswerAction { Status = MbimStatus.NoDeviceSupport }]);
        if (transcript.FragmentSize is { } size)
        {
            Add("fragments of answers", new MessagePattern { Type = MbimMessageType.CommandDone }, [new FragmentAction { Size = size }]);
            Add("fragments of notifications", new MessagePattern { Type = MbimMessageType.IndicateStatus }, [new FragmentAction { Size = size }]);
        }

        return _rules.Count <= ScenarioReader.MaxRules
            ? _rules.ToMbimArray()
            : throw new RecordingException($"The recording needs {_rules.Count} rules, since there are too many different answers; a scenario has at most {ScenarioReader.MaxRules}. Record less.");
    }

    private void AddGroup(RequestGroup group)
    {
        var runs = new List<(List<RecordedRequest> Requests, FaultAction Answer)>();
        foreach (var request in group.Requests)
        {
            var answer = AnswerOf(request);
            if (runs is [.., var run] && run.Answer.Equals(answer) && IsSilent(run.Requests[0]) && IsSilent(request))
            {
                run.Requests.Add(request);
            }
            else
            {
                runs.Add(([request], answer));
            }
        }

        foreach (var (index, (requests, answer)) in runs.Index())
        {
            var actions = ActionsOf(requests, answer);
            Add(group.Name, group.Pattern, actions, times: index == runs.Count - 1 ? null : requests.Count);
        }
    }

    private static bool IsSilent(RecordedRequest request) => request.Before.Count + request.Behind.Count == 0;

    private FaultAction AnswerOf(RecordedRequest request) => request.Answer switch
    {
        { Status: { } status } answer when Statuses.Find(status) is null => Unnamed(request, $"a status {(uint)status} without a name becomes FAILURE in the scenario", answer with { Status = MbimStatus.Failure }),
        { Status: { } status } when request.Type != MbimMessageType.Command => new AnswerAction { Status = status },
        { Status: not null } answer => buffers.AnswerOf(request, answer),
        { Error: { } error } when Enum.IsDefined(error) => new FunctionErrorAction(error),
        { Error: { } error } => Unnamed(request, $"a FUNCTION_ERROR {(uint)error} without a name is omitted", null),
        _ => new DropAction(),
    };

    private FaultAction Unnamed(RecordedRequest request, string note, RecordedAnswer? answer)
    {
        _notes.Add(note);
        return answer is null ? new DropAction() : request.Type == MbimMessageType.Command ? buffers.AnswerOf(request, answer) : new AnswerAction { Status = answer.Status };
    }

    private List<FaultAction> ActionsOf(List<RecordedRequest> requests, FaultAction answer)
    {
        var first = requests[0];
        var before = first.Before.Select(notification => buffers.IndicationOf(notification, Rounded(notification.After))).ToList();
        var delay = Median(requests);
        if (before.Count > 0)
        {
            // The answer goes behind the last of them, which may have a time of its own, and a moment later at the least.
            delay = Max(delay, Max(before[^1].After, TimeSpan.FromMilliseconds(1)));
        }

        var version = Transcript.VersionOf(first);
        return
        [
            .. before,
            .. delay > TimeSpan.Zero && answer is not DropAction ? [new DelayAction(new DelayTime { Time = delay }, HoldsOthers: false)] : Array.Empty<FaultAction>(),
            answer,
            .. version is { } agreed ? [new SetAction(ModemChange.Of("agree-version", NameOf(agreed)), TimeSpan.Zero)] : Array.Empty<FaultAction>(),
            .. first.Behind.Select(notification => buffers.IndicationOf(notification, Rounded(notification.After))),
        ];
    }

    // A rule that answers OPEN keeps it from the function, and with it the ones behind from counting it: failures come first and count what is left.
    private void AddSession(Transcript transcript, MbimMessageType type, MbimMessageType done)
    {
        var requests = transcript.Requests.Where(request => request.Type == type).ToList();
        var failures = 0;
        var name = type.ToString().ToUpperInvariant();
        foreach (var (index, request) in requests.Index().Where(pair => pair.Item.Answer?.Status != MbimStatus.Success))
        {
            Add(name, new MessagePattern { Type = type }, ActionsOf([request], AnswerOf(request)), nth: index + 1 - failures++);
        }

        foreach (var (index, request) in requests.Where(request => request.Answer?.Status == MbimStatus.Success).Index())
        {
            var delay = Rounded(request.Answer!.Delay);
            FaultAction[] actions =
            [
                .. delay > TimeSpan.Zero ? [new DelayAction(new DelayTime { Time = delay }, HoldsOthers: false)] : Array.Empty<FaultAction>(),
                .. request.Before.Concat(request.Behind).Select(notification => buffers.IndicationOf(notification, Rounded(notification.After))),
            ];
            if (actions.Length > 0)
            {
                Add($"{name}_DONE", new MessagePattern { Type = done, Status = MbimStatus.Success }, actions, nth: index + 1);
            }
        }
    }

    private void Add(string name, MessagePattern pattern, IEnumerable<FaultAction> actions, int? nth = null, int? times = null)
    {
        var count = _names[name] = _names.GetValueOrDefault(name) + 1;
        _rules.Add(new ScenarioRule
        {
            Name = count == 1 ? name : $"{name}, {count}",
            Trigger = new MessageTrigger(pattern),
            Nth = nth,
            Times = times,
            Actions = actions.ToMbimArray(),
        });
    }

    private TimeSpan Median(List<RecordedRequest> requests)
    {
        var delays = requests.Select(request => request.Answer?.Delay ?? TimeSpan.Zero).Order().ToList();
        return Rounded(delays[delays.Count / 2]);
    }

    private TimeSpan Rounded(TimeSpan time)
    {
        if (!keepsDelays || time < LeastDelay)
        {
            return TimeSpan.Zero;
        }

        var milliseconds = Math.Min(time.TotalMilliseconds, TimeSpan.FromDays(1).TotalMilliseconds);
        var step = milliseconds < 100 ? 1 : milliseconds < 1000 ? 10 : 100;
        return TimeSpan.FromMilliseconds(Math.Round(milliseconds / step) * step);
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static string NameOf(MbimExVersion version) => version switch { MbimExVersion.V3 => "3.0", MbimExVersion.V2 => "2.0", _ => "1.0" };
}
