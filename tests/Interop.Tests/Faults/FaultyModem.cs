using System.Diagnostics;
using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Journal;
using MbimEmulator.NamedFaults;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Interop.Tests.Faults;

/// <summary>A modem on a PTY, with rules, that one run of mbimcli meets.</summary>
[UnsupportedOSPlatform("windows")]
internal static class FaultyModem
{
    /// <summary>The rules of a named fault.</summary>
    public static IReadOnlyList<ScenarioRule> Rules(string fault, params (string Name, string Value)[] given)
    {
        Assert.That(FaultLibrary.TryFind(fault, out var found), fault);
        return found!.ToRules(given.ToDictionary(pair => pair.Name, pair => pair.Value));
    }

    /// <summary>Runs mbimcli to its end.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="action">What it is asked for.</param>
    /// <param name="messages">How many messages it should send: they are waited for, since it can end before all of them have been read.</param>
    public static async Task<FaultyRun> RunAsync(IReadOnlyList<ScenarioRule> rules, string action, int messages)
    {
        using var folder = new TemporaryFolder();
        List<string> sent = [];
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // It does nothing by itself: what comes is what was asked for, and what the fault does.
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = new ModemProfile { Sim = new SimProfile { Condition = SimCondition.Absent } } });
        group.TransferObserved += Observe;
        await group.InvokeAsync(_ => group.Faults.Load(new Scenario { Name = "interop", Rules = [.. rules] }));
        await using var endpoint = new PtyEndpoint(group, folder.File("mbim0"), new StreamOptions(), NullLoggerFactory.Instance);
        await endpoint.StartAsync();
        var start = Stopwatch.GetTimestamp();
        var result = await Programs.RunAsync("mbimcli", "-d", endpoint.Address, action);
        var time = Stopwatch.GetElapsedTime(start);

        await Task.WhenAny(all.Task, Task.Delay(TimeSpan.FromSeconds(30)));
        return new FaultyRun(result, time, sent);

        void Observe(in ObservedTransfer transfer)
        {
            if (transfer.Direction == TransferDirection.ToFunction)
            {
                sent.Add(TextOf(transfer.Bytes));
                if (sent.Count == messages)
                {
                    all.TrySetResult();
                }
            }
        }
    }

    private static string TextOf(ReadOnlySpan<byte> transfer) =>
        !MbimMessage.TryParse(transfer, MbimReadMode.Tolerant, out var message, out _) ? "broken"
        : message.Type == MbimMessageType.HostError ? $"HostError {message.Error}"
        : message.Type.ToString();
}
