using MbimEmulator.Changes;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary><c>/modems</c>: which there are, what they are like, what is done to them.</summary>
internal static class ModemEndpoints
{
    private const int MaxNameLength = 64;
    private const int MaxEndpoints = 16;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/modems", ListAsync).WithName("listModems").WithSummary("Lists the modems.");
        routes.MapPost("/modems", AddAsync).WithName("addModem").WithSummary("Adds a modem.").WithProblems(400, 409);
        routes.MapGet("/modems/{modem}", GetAsync).WithName("getModem").WithSummary("Returns a modem's state.").WithProblems(404);
        routes.MapDelete("/modems/{modem}", DeleteAsync).WithName("deleteModem").WithSummary("Deletes a modem.").WithProblems(404);
        routes.MapGet("/modems/{modem}/sim-files", GetSimFilesAsync).WithName("getSimFiles")
            .WithSummary("Returns the files of the SIM as they are now, without its PINs and keys. The answer can be saved as a file for sim.files of a profile.").WithProblems(404, 409);
        routes.MapPost("/modems/{modem}/changes/{change}", ChangeAsync).WithName("changeModem")
            .WithSummary("Makes a change to a modem: ejects its SIM, unplugs it, resets it and so on; GET /changes lists the changes.").WithProblems(400, 404, 409);
        routes.MapGet("/changes", ListChanges).WithName("listChanges").WithSummary("Lists the changes that can be made to a modem.");
    }

    private static async Task<Ok<ModemList>> ListAsync(EmulatorService emulator)
    {
        List<ModemSummary> modems = [];
        foreach (var modem in emulator.Modems)
        {
            modems.Add(await ModemStates.SummarizeAsync(modem).ConfigureAwait(false));
        }

        return TypedResults.Ok(new ModemList(modems));
    }

    private static async Task<Ok<ModemDescription>> GetAsync(string modem, EmulatorService emulator) =>
        TypedResults.Ok(await ModemStates.DescribeAsync(Find(emulator, modem)).ConfigureAwait(false));

    private static async Task<Ok<SimFiles>> GetSimFilesAsync(string modem, EmulatorService emulator)
    {
        CardFilesProfile? files = null;
        try
        {
            await Find(emulator, modem).Group.InvokeAsync(simulated => files = simulated.ReadSimFiles()).ConfigureAwait(false);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            throw ControlException.Conflict(e.Message);
        }

        return TypedResults.Ok(ModemStates.Describe(files!));
    }

    private static async Task<Created<ModemDescription>> AddAsync(NewModem body, EmulatorService emulator, ControlFiles files, CancellationToken cancellationToken)
    {
        var request = RequestBody.Checked(body);
        if (!ControlFiles.IsPlainName(request.Name, MaxNameLength))
        {
            throw ControlException.Invalid("name", request.Name, "1 to 64 letters, digits, -, _ and ., not starting with a dot");
        }

        if (request.Endpoints is { Count: > MaxEndpoints } many)
        {
            throw ControlException.Invalid("endpoints", $"{many.Count} endpoints", $"at most {MaxEndpoints}");
        }

        var endpoints = (request.Endpoints ?? [new EndpointAddress("pipe", request.Name)]).Select(endpoint => EndpointOf(endpoint, files)).ToArray();
        var options = new ModemOptions(request.Name, ProfileOf(request), endpoints)
        {
            DataEndpoints = [.. endpoints.Select(endpoint => DataEndpoint.Beside(endpoint.Kind, endpoint.Address)).OfType<(EndpointKind, string)>()],
        };
        try
        {
            var modem = await emulator.AddAsync(options, cancellationToken).ConfigureAwait(false);
            return TypedResults.Created($"/modems/{request.Name}", await ModemStates.DescribeAsync(modem).ConfigureAwait(false));
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            throw ControlException.Conflict(e.Message);
        }
    }

    private static async Task<NoContent> DeleteAsync(string modem, EmulatorService emulator, CancellationToken cancellationToken) =>
        await emulator.DeleteAsync(modem, cancellationToken).ConfigureAwait(false)
            ? TypedResults.NoContent()
            : throw ControlException.Unknown(404, "modem", modem, NamesOf(emulator));

    private static async Task<Ok<ChangeDone>> ChangeAsync(string modem, string change, ChangeArguments? body, EmulatorService emulator)
    {
        var target = Find(emulator, modem);
        if (ModemChanges.Find(change) is null)
        {
            throw ControlException.Unknown(404, "change", change, [.. ModemChanges.All.Select(kind => kind.Name)]);
        }

        var arguments = body is null ? [] : RequestBody.Checked(body).Arguments ?? [];
        try
        {
            var done = await target.Group.ChangeAsync(ModemChange.Of(change, arguments)).ConfigureAwait(false);
            return TypedResults.Ok(new ChangeDone(modem, change, done));
        }
        catch (ArgumentException e)
        {
            throw new ControlException(new ControlProblem(400, ChangeError.Text(e)) { Where = "arguments" });
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            throw ControlException.Conflict(e.Message);
        }
    }

    private static Ok<ChangeList> ListChanges() => TypedResults.Ok(new ChangeList(
        [.. ModemChanges.All.Select(change => new ChangeDescription(change.Name, [.. change.Parameters], change.Description, change.Group))]));

    /// <summary>The modem of this name.</summary>
    /// <exception cref="ControlException">There is none.</exception>
    public static RunningModem Find(EmulatorService emulator, string name) =>
        emulator.Modems.FirstOrDefault(modem => modem.Group.Name == name) ?? throw ControlException.Unknown(404, "modem", name, NamesOf(emulator));

    private static List<string> NamesOf(EmulatorService emulator) => [.. emulator.Modems.Select(modem => modem.Group.Name)];

    private static ModemProfile ProfileOf(NewModem request)
    {
        if (request.Yaml is { } yaml)
        {
            return request.Profile is null
                ? CheckReader(ModemProfile.Parse(request.Name, yaml))
                : throw ControlException.Invalid("profile", request.Profile, "either a profile's name or its text");
        }

        var name = request.Profile ?? ModemProfile.Names[0];
        return ModemProfile.Names.Contains(name) ? ModemProfile.Load(name) : throw ControlException.Unknown(400, "profile", name, [.. ModemProfile.Names]);
    }

    // A client of the control API opens nothing to other machines.
    private static ModemProfile CheckReader(ModemProfile profile) => profile.Sim.Reader is { } reader && ControlAddress.IsPublic(reader)
        ? throw ControlException.Invalid("sim.reader", reader, "a loopback address such as 127.0.0.1:0")
        : profile;

    private static (EndpointKind Kind, string Address) EndpointOf(EndpointAddress endpoint, ControlFiles files) => endpoint.Kind switch
    {
        "pipe" when ControlFiles.IsPlainName(endpoint.Address, MaxNameLength) => (EndpointKind.Pipe, endpoint.Address),
        "pipe" => throw ControlException.Invalid("endpoints", endpoint.Address, "a pipe's name of 1 to 64 letters, digits, -, _ and ."),
        "tcp" => (EndpointKind.Tcp, ControlAddress.Parse(endpoint.Address) is (EndpointKind.Tcp, var address)
            ? address
            : throw ControlException.Invalid("endpoints", endpoint.Address, "a loopback address such as 127.0.0.1:0")),
        "socket" => (EndpointKind.Socket, files.PathOfNew("endpoints", endpoint.Address)),
        "pty" => (EndpointKind.Pty, files.PathOfNew("endpoints", endpoint.Address)),
        _ => throw ControlException.Unknown(400, "endpoint kind", endpoint.Kind, ["pipe", "tcp", "socket", "pty"]),
    };
}
