namespace MbimEmulator.Mutation;

/// <summary>A folder of the core whose lines are changed.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Project">The project that its files belong to.</param>
/// <param name="Paths">Beginnings of the paths of its files, relative to the folder of the solution.</param>
/// <param name="Changes">How many changes are made in it unless the command says otherwise.</param>
internal sealed record Room(string Name, string Project, string[] Paths, int Changes)
{
    public static readonly IReadOnlyList<Room> All =
    [
        new("MobileBroadband", "MbimEmulator", ["src/MbimEmulator/MbnService/", "src/MbimEmulator/MobileBroadbandService"], 120),
        new("Modem", "MbimEmulator", ["src/MbimEmulator/Modem/"], 150),
        new("Function", "MbimEmulator", ["src/MbimEmulator/Function/"], 40),
        new("Sharing", "MbimEmulator", ["src/MbimEmulator/Sharing/"], 60),
        new("Framing", "MbimProtocol", ["src/MbimProtocol/Framing/"], 30),
        new("Host", "MbimProtocol", ["src/MbimProtocol/Host/"], 50),
        new("Server", "MbimProtocol", ["src/MbimProtocol/Server/"], 50),
    ];

    public static Room? Of(string file) => All.FirstOrDefault(room => room.Paths.Any(path => file.StartsWith(path, StringComparison.Ordinal)));
}
