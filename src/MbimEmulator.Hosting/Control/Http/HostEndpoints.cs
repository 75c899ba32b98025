using MbimEmulator.Time;
using MbimEmulator.Yaml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The host's sleep, the capture and the clock.</summary>
internal static class HostEndpoints
{
    private const long MaxAdvance = 366L * 24 * 60 * 60 * 1000;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/host/sleep", SleepAsync).WithName("sleepHost").WithSummary("Puts the host of the Mobile Broadband service to sleep.").WithProblems(409);
        routes.MapPost("/host/resume", ResumeAsync).WithName("resumeHost").WithSummary("Wakes the host of the Mobile Broadband service up.").WithProblems(409);
        routes.MapGet("/capture", GetCapture).WithName("getCapture").WithSummary("Returns the name of the current capture.");
        routes.MapPost("/capture", StartCaptureAsync).WithName("startCapture").WithSummary("Starts a capture of all modems.").WithProblems(400, 409);
        routes.MapDelete("/capture", StopCaptureAsync).WithName("stopCapture").WithSummary("Stops the capture; its file is then complete.").WithProblems(409);
        routes.MapGet("/clock", GetClock).WithName("getClock").WithSummary("Returns the modems' time.");
        routes.MapPost("/clock/advance", AdvanceAsync).WithName("advanceClock").WithSummary("Moves a virtual clock; everything that becomes due has happened when the request is answered.").WithProblems(400, 409);
    }

    private static async Task<NoContent> SleepAsync(EmulatorService emulator)
    {
        await emulator.Service.SleepAsync().ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResumeAsync(EmulatorService emulator)
    {
        await emulator.Service.ResumeAsync().ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static Ok<CaptureState> GetCapture(EmulatorService emulator) =>
        TypedResults.Ok(new CaptureState(emulator.CapturePath is not null, emulator.CapturePath));

    private static async Task<Created<CaptureState>> StartCaptureAsync(NewCapture body, EmulatorService emulator, ControlFiles files, CancellationToken cancellationToken)
    {
        var path = files.PathOfNew("file", RequestBody.Checked(body).File);
        return await emulator.StartCaptureAsync(path, cancellationToken).ConfigureAwait(false)
            ? TypedResults.Created("/capture", new CaptureState(true, path))
            : throw ControlException.Conflict($"A capture is already being written: {emulator.CapturePath}.", "DELETE /capture first");
    }

    private static async Task<Ok<CaptureState>> StopCaptureAsync(EmulatorService emulator, CancellationToken cancellationToken) =>
        await emulator.StopCaptureAsync(cancellationToken).ConfigureAwait(false) is { } file
            ? TypedResults.Ok(new CaptureState(false, file))
            : throw ControlException.Conflict("No capture is being written.", "POST /capture first");

    private static Ok<ClockState> GetClock(EmulatorService emulator) =>
        TypedResults.Ok(new ClockState(emulator.TimeProvider.GetUtcNow(), emulator.TimeProvider is VirtualClock));

    private static TimeSpan TimeOf(ClockAdvance body) => body switch
    {
        { Time: { } text, Milliseconds: null } => DurationText.TryParse(text, out var time) ? time : throw ControlException.Invalid("time", text, DurationText.Form),
        { Time: null, Milliseconds: >= 0 and <= MaxAdvance and var milliseconds } => TimeSpan.FromMilliseconds(milliseconds),
        { Time: null, Milliseconds: { } milliseconds } => throw ControlException.Invalid("milliseconds", $"{milliseconds}", $"0 to {MaxAdvance}"),
        _ => throw new ControlException(new ControlProblem(400, "The time is missing, or it is there twice.") { Where = "body", Expected = "either time or milliseconds" }),
    };

    private static async Task<Ok<ClockState>> AdvanceAsync(ClockAdvance body, EmulatorService emulator, CancellationToken cancellationToken)
    {
        return await emulator.TryAdvanceAsync(TimeOf(RequestBody.Checked(body)), cancellationToken).ConfigureAwait(false)
            ? GetClock(emulator)
            : throw ControlException.Conflict("The modems use the real clock, which cannot be moved.", "a run with a virtual clock");
    }
}
