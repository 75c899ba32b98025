using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Recording;

/// <summary>Makes scenarios of recordings.</summary>
public static class ScenarioRecorder
{
    /// <summary>Makes a scenario in which the emulated modem answers each recorded request as the recorded modem did.</summary>
    /// <param name="transfers">The recorded transfers, in order.</param>
    /// <param name="options">Options of the scenario: delays, masking and so on.</param>
    /// <exception cref="RecordingException">There is no request in it, or there are more different answers than a scenario holds.</exception>
    public static RecordedScenario Make(IEnumerable<RecordedTransfer> transfers, RecordingOptions options)
    {
        ArgumentNullException.ThrowIfNull(transfers);
        ArgumentNullException.ThrowIfNull(options);
        var transcript = Transcript.Of(transfers);
        if (transcript.Requests.Count == 0)
        {
            throw new RecordingException("There is nothing to make a scenario from: no request of a host was recorded.");
        }

        var buffers = new RecordedBuffers(transcript.Requests, options.MaskKey);
        var rules = new RuleMaker(buffers, options.KeepDelays);
        var made = rules.Make(transcript);
        var notifications = transcript.Requests.Sum(request => request.Before.Count + request.Behind.Count);
        var scenario = new Scenario
        {
            Name = options.Name,
            Description = $"As recorded: {transcript.Requests.Count} requests, {notifications} notifications. {(options.MaskKey is null ? "Personal data is in it." : "Personal data is masked.")}",
            Rules = made,
        };
        var yaml = ScenarioText.Of(scenario);
        try
        {
            ScenarioLibrary.ParseAlone(options.Name, yaml);
        }
        catch (ScenarioException e)
        {
            throw new RecordingException($"The recording cannot be made into a scenario: {e.Message}", e);
        }

        return new RecordedScenario(yaml, transcript.Requests.Count, notifications, [.. transcript.Notes, .. rules.Notes], [.. buffers.Undeclared]);
    }
}
