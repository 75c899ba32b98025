using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MbimProtocol.Generators.Tests;

public sealed class IncrementalTests
{
    [Test]
    public void An_edit_elsewhere_generates_nothing_again()
    {
        var compilation = GeneratorHarness.Compile("""
            [InformationBuffer(SampleCid.One, BufferKind.Response, EmptyQuery = true)]
            public sealed partial record Sample { public uint Number { get; init; } }
            """);
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);
        var edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Elsewhere { }", (CSharpParseOptions)compilation.SyntaxTrees[0].Options));
        var result = driver.RunGenerators(edited).GetRunResult().Results.Single();
        var reasons = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason).ToList();
        Assert.That(reasons, Is.Not.Empty.And.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void A_service_becomes_a_class_of_typed_cids()
    {
        var result = GeneratorHarness.Driver().RunGenerators(GeneratorHarness.Compile("""
            [InformationBuffer(SampleCid.One, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
            public sealed partial record State { public uint Number { get; init; } }
            [InformationBuffer(SampleCid.One, BufferKind.Set)]
            public sealed partial record SetState { public uint Number { get; init; } }
            """)).GetRunResult();
        var service = result.GeneratedTrees.Single(tree => tree.FilePath.EndsWith("SampleCid.g.cs", StringComparison.Ordinal)).ToString();
        Assert.That(service, Does.Contain("class Sample").And.Contain("MbimCid<global::MbimProtocol.Encoding.EmptyBuffer, global::Sample.SetState, global::Sample.State> One"));
        Assert.That(service, Does.Contain("\"ONE\", (BufferKind)15"));
        Assert.That(service, Does.Contain("NoOperation> Two").Or.Contain("EmptyBuffer> Two"));
    }
}
