namespace MbimProtocol.Generators.Tests;

/// <summary>What is declared at a CID, and the list of an assembly's services.</summary>
public sealed class ServiceTests
{
    private const string Service = "[MbimService(\"6a1f2c0e-30cf-4b7e-9d39-5a6d3a3f4c10\", \"Other\", Order = 3, IsHidden = true, Notifications = NotificationKind.State)]\n";

    [Test]
    public void Notifications_their_kinds_and_their_keys_are_listed()
    {
        var source = GeneratorHarness.Generate("OtherCid.g.cs", Service + """
            public enum OtherCid : uint
            {
                [Notification(NotificationKind.State, Key = nameof(Thing.Number))] Keyed = 4,
                [Notification(NotificationKind.Event)] Told = 5,
                [UndeclaredBuffers(BufferKind.Query | BufferKind.Notification)] Known = 6,
                [UndeclaredBuffers(BufferKind.Query)] Silent = 7,
            }
            [InformationBuffer(OtherCid.Keyed, BufferKind.Notification)]
            [InformationBuffer(OtherCid.Told, BufferKind.Notification)]
            public sealed partial record Thing { public System.Guid Id { get; init; } public uint Number { get; init; } }
            """);
        Assert.That(source, Does.Contain("new(Id, \"Other\", [Keyed, Told])").And.Contain("Order = 3,").And.Contain("IsHidden = true,").And.Contain("IsStandard = false,"));
        Assert.That(source, Does.Contain("new NotificationDeclaration((uint)OtherCid.Keyed, (NotificationKind)1, 16),"));
        Assert.That(source, Does.Contain("new NotificationDeclaration((uint)OtherCid.Told, (NotificationKind)0),"));
        Assert.That(source, Does.Contain("new NotificationDeclaration((uint)OtherCid.Known, (NotificationKind)1),"));
        Assert.That(source, Does.Not.Contain("NotificationDeclaration((uint)OtherCid.Silent"));
        Assert.That(source, Does.Contain("new UndeclaredCid((uint)OtherCid.Silent, \"SILENT\", (BufferKind)1),"));
    }

    [Test]
    public void The_first_version_of_a_cid_is_at_the_cid()
    {
        var source = GeneratorHarness.Generate("OtherCid.g.cs", Service + """
            public enum OtherCid : uint { Old = 1, [Since(MbimExVersion.V3)] Later = 2 }
            [InformationBuffer(OtherCid.Old, BufferKind.Response, EmptyQuery = true)]
            [InformationBuffer(OtherCid.Later, BufferKind.Response, EmptyQuery = true)]
            public readonly partial record struct Thing { public uint Number { get; init; } }
            """);
        Assert.That(source, Does.Contain("\"LATER\", (BufferKind)5) { Since = (global::MbimProtocol.MbimExVersion)768 };").And.Contain("\"OLD\", (BufferKind)5);"));
    }

    [TestCase("MBIM017", "[Notification(NotificationKind.State, Key = \"Missing\")] A = 1", "Missing")]
    [TestCase("MBIM017", "[Notification(NotificationKind.State, Key = \"Behind\")] A = 1", "OtherCid.A")]
    [TestCase("MBIM017", "[Notification(NotificationKind.State, Key = \"Moved\")] A = 1", "same position")]
    [TestCase("MBIM018", "A = 1, [Notification(NotificationKind.State)] B = 2", "OtherCid.B")]
    [TestCase("MBIM019", "[UndeclaredBuffers(BufferKind.Notification)] A = 1", "Sample.Thing")]
    public void A_mistake_at_a_cid_is_an_error_that_says_why(string id, string members, string says)
    {
        var diagnostics = GeneratorHarness.Diagnose(Service + $$"""
            public enum OtherCid : uint { {{members}} }
            [InformationBuffer(OtherCid.A, BufferKind.Notification)]
            [Since(MbimExVersion.V2)]
            public sealed partial record Thing { public uint Number { get; init; } public uint Moved { get; init; } [Layout(FieldLayout.TlvString)] public string Name { get; init; } = ""; public uint Behind { get; init; } }
            [OlderLayoutOf(typeof(Thing), MbimExVersion.V1)]
            public sealed partial record Older { public uint Number { get; init; } [WhenAbsent] public uint Other { get; init; } public uint Moved { get; init; } [Layout(FieldLayout.TlvString)] public string Name { get; init; } = ""; public uint Behind { get; init; } }
            """);
        var found = diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == id);
        Assert.That(found, Is.Not.Null, string.Join("\n", diagnostics));
        Assert.That(found!.GetMessage(), Does.Contain(says));
        Assert.That(found.Location.GetLineSpan().Path, Is.EqualTo("Sample.cs"));
    }

    [Test]
    public void A_uuid_that_is_none_is_an_error() => Assert.That(
        GeneratorHarness.Diagnose("[MbimService(\"6a1f2c0e30cf4b7e9d395a6d3a3f4c10\", \"Other\")] public enum OtherCid : uint { A = 1 }").Select(d => d.Id),
        Does.Contain("MBIM020"));

    [Test]
    public void A_service_and_its_records_need_no_namespace() => Assert.That(
        GeneratorHarness.Diagnose(head: "using MbimProtocol; using MbimProtocol.Encoding;\n", source: Service + """
            public enum OtherCid : uint { [Notification(NotificationKind.State, Key = nameof(Thing.Number))] A = 1 }
            [InformationBuffer(OtherCid.A, BufferKind.Response | BufferKind.Notification)]
            public sealed partial record Thing { public uint Number { get; init; } [Since(MbimExVersion.V2), WhenAbsent] public uint Added { get; init; } public Part Part { get; init; } }
            [MbimStructure]
            public readonly partial record struct Part(uint First, uint Second);
            """),
        Is.Empty);

    [Test]
    public void An_assembly_lists_and_registers_its_services()
    {
        const string Declaration = Service + "public enum OtherCid : uint { [UndeclaredBuffers(BufferKind.Set)] A = 1 }";
        Assert.That(GeneratorHarness.Diagnose(Declaration), Is.Empty);
        var source = GeneratorHarness.Generate("DeclaredServices.g.cs", Declaration);
        Assert.That(source, Does.Contain("namespace Sample;").And.Contain("public static class DeclaredServices"));
        Assert.That(source, Does.Contain("[global::Sample.Other.Service, global::Sample.Sample.Service]").And.Contain("public static void Register()"));
    }
}
