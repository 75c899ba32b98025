using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Kestrel's transport over Windows named pipes. It is public only by way of the web host's services.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsPipes
{
    public static IConnectionListenerFactory CreateFactory(ILoggerFactory loggerFactory)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseNamedPipes(options => options.MaxWriteBufferSize = 1);
        builder.Services.AddSingleton(loggerFactory);
        return builder.Services.BuildServiceProvider().GetRequiredService<IConnectionListenerFactory>();
    }
}
