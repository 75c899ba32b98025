using Microsoft.AspNetCore.OpenApi;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>How the OpenAPI document is made.</summary>
internal static class OpenApiDocuments
{
    /// <summary>Sets it up.</summary>
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "MBIM emulator control API";
        document.Info.Version = "1";
        document.Info.Description = "Errors are application/problem+json. Over TCP, every request except /healthz and /readyz needs 'Authorization: Bearer TOKEN'.";
        document.Servers?.Clear();
        return Task.CompletedTask;
    });
}
