using MbimEmulator.Hosting.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Whether the emulator works, and its counters.</summary>
internal static class HealthEndpoints
{
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", GetHealthAsync).WithName("getHealth").WithSummary("Succeeds as long as every modem answers.").WithMetadata(OpenToAll.Mark);
        routes.MapGet("/readyz", GetReadiness).WithName("getReadiness").WithSummary("200 if every endpoint accepts connections, otherwise 503.")
            .Produces<Health>().Produces<Health>(503).WithMetadata(OpenToAll.Mark);
        routes.MapGet("/metrics", GetMetricsAsync).WithName("getMetrics").WithSummary("Counters in the Prometheus text format.").Produces<string>(200, "text/plain");
    }

    private static async Task<Ok<Health>> GetHealthAsync(EmulatorService emulator)
    {
        foreach (var modem in emulator.Modems)
        {
            try
            {
                await modem.Group.InvokeAsync(static _ => { }).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                // It was deleted meanwhile, which is no illness.
                continue;
            }
        }

        return TypedResults.Ok(new Health("healthy"));
    }

    private static JsonHttpResult<Health> GetReadiness(EmulatorService emulator) => emulator.IsReady
        ? TypedResults.Json(new Health("ready"), ControlJson.Default.Health)
        : TypedResults.Json(new Health("starting"), ControlJson.Default.Health, statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<ContentHttpResult> GetMetricsAsync(PrometheusText metrics) =>
        TypedResults.Text(await metrics.CollectAsync().ConfigureAwait(false), TextFormat);
}
