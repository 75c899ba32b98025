using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>Answers commands from a list. What a script has under way ends when the modem starts again.</summary>
internal sealed class ScriptedBehaviour(DeviceServiceContext context) : IDeviceServiceBehaviour
{
    private readonly ScriptedProfile _profile = context.Service.Behaviour as ScriptedProfile ?? new ScriptedProfile();
    private readonly List<Transaction> _thinking = [];
    private readonly HashSet<ModemTimer> _timers = [];

    public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        if (Find(cid, commandType, informationBuffer) is not { } answer)
        {
            if (_profile.HandsOnUnmatched && context.HandOn(transaction, cid, commandType, informationBuffer))
            {
                return;
            }

            var isKnown = _profile.Answers.Any(candidate => candidate.Cid == cid);
            transaction.Fail(_profile.Unmatched ?? (isKnown ? MbimStatus.InvalidDeviceServiceOperation : MbimStatus.NoDeviceSupport));
        }
        else if (answer.Delay == TimeSpan.Zero)
        {
            Answer(transaction, answer, commandType, informationBuffer);
        }
        else
        {
            var kept = informationBuffer.ToArray();
            _thinking.Add(transaction);
            Later(answer.Delay, () =>
            {
                _thinking.Remove(transaction);
                Answer(transaction, answer, commandType, kept);
            });
        }
    }

    public void OnReset(ModemReset reset)
    {
        foreach (var timer in _timers)
        {
            timer.Cancel();
        }

        foreach (var transaction in _thinking)
        {
            transaction.Fail(MbimStatus.Failure);
        }

        _timers.Clear();
        _thinking.Clear();
    }

    private ScriptedAnswer? Find(uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        foreach (var answer in _profile.Answers)
        {
            if (answer.Cid == cid && (answer.Operation ?? commandType) == commandType && answer.Payload?.Matches(informationBuffer) != false)
            {
                return answer;
            }
        }

        return null;
    }

    private void Answer(Transaction transaction, ScriptedAnswer answer, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        // The host cancelled the command, or closed the function.
        if (!transaction.IsOutstanding)
        {
            return;
        }

        if (answer.HandsOn)
        {
            if (!context.HandOn(transaction, answer.Cid, commandType, informationBuffer))
            {
                transaction.Fail(MbimStatus.NoDeviceSupport);
            }
        }
        else if (answer.Status == MbimStatus.Success)
        {
            transaction.Complete(answer.Bytes.AsSpan());
        }
        else
        {
            transaction.Fail(answer.Status);
        }

        foreach (var notification in answer.Notify)
        {
            Notify(notification);
        }
    }

    private void Notify(ScriptedNotification notification)
    {
        if (notification.After == TimeSpan.Zero)
        {
            context.Indicate(notification.Cid, notification.Bytes.AsSpan());
        }
        else
        {
            Later(notification.After, () => context.Indicate(notification.Cid, notification.Bytes.AsSpan()));
        }
    }

    private void Later(TimeSpan delay, Action action)
    {
        ModemTimer? timer = null;
        timer = context.Schedule(delay, () =>
        {
            _timers.Remove(timer!);
            action();
        });
        _timers.Add(timer);
    }
}
