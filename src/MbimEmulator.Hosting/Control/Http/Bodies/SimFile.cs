namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A file of a SIM.</summary>
/// <param name="Fcp">The template that SELECT answers, in hexadecimal.</param>
/// <param name="RecordSize">Bytes of a record; of a file with records alone.</param>
/// <param name="Records">The records in hexadecimal; FF follows, and further records of it.</param>
/// <param name="Content">The content of a file without records in hexadecimal; FF follows.</param>
internal sealed record SimFile(string Fcp, int? RecordSize, IReadOnlyList<string>? Records, string? Content);
