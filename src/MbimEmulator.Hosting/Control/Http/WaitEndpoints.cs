using MbimEmulator.Modem;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Waiting until modems have come to a stage.</summary>
internal static class WaitEndpoints
{
    private const string DefaultTimeout = "30s";

    private static readonly string[] Stages = [.. Enum.GetNames<WaitStage>().Select(name => name.ToLowerInvariant())];

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/wait", WaitAsync).WithName("wait").WithProblems(400, 404, 409)
        .WithSummary("Waits until a modem, or all of them, have come to a stage: accepting, ready, registered, attached or connected. 409 at once if the present state excludes it without outside help, or when the timeout has passed. A virtual clock is moved as far as the modem's start needs, except for connected.");

    private static async Task<Ok<StageReached>> WaitAsync(StageWait body, EmulatorService emulator, CancellationToken cancellationToken)
    {
        var request = RequestBody.Checked(body);
        var name = request.Stage ?? "ready";
        var index = Array.IndexOf(Stages, name);
        var stage = index < 0 ? throw ControlException.Unknown(400, "stage", name, Stages) : (WaitStage)index;
        var limit = RequestTimeout.Of(request.Timeout ?? DefaultTimeout);
        IReadOnlyList<RunningModem> modems = request.Modem is { } modem ? [ModemEndpoints.Find(emulator, modem)] : emulator.Modems;
        try
        {
            var states = await emulator.WaitForAsync([.. modems.Select(each => each.Group)], stage, limit, cancellationToken).ConfigureAwait(false);
            return TypedResults.Ok(new StageReached(name, states));
        }
        catch (ModemStageException e)
        {
            throw new ControlException(new ControlProblem(409, e.Message) { Where = "stage", Found = e.State });
        }
        catch (TimeoutException e)
        {
            throw ControlException.Conflict(e.Message);
        }
    }
}
