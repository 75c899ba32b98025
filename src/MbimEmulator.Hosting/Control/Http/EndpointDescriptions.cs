using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What the OpenAPI document says of endpoints.</summary>
internal static class EndpointDescriptions
{
    /// <summary>The endpoint may answer with a problem.</summary>
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            builder.Produces<ControlProblem>(status, "application/problem+json");
        }

        return builder;
    }
}
