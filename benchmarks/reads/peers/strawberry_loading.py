"""Knows what a request has in the strawberry peer: the catalogue and its DataLoaders, new for each request."""

from uuid import UUID

from strawberry.dataloader import DataLoader

from benchmarks.reads.peers.shared_catalogue import Catalogue, Children, Page, Row


class Loaders:
    """Batches what the resolvers of one request ask for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.harbor: DataLoader[UUID, Row | None] = DataLoader(load_fn=catalogue.harbors_by_id)
        self.pier: DataLoader[UUID, Row | None] = DataLoader(load_fn=catalogue.piers_by_id)
        self.berth: DataLoader[UUID, Row | None] = DataLoader(load_fn=catalogue.berths_by_id)
        self.piers: DataLoader[Children, Page] = DataLoader(load_fn=catalogue.piers_of_harbors)
        self.berths: DataLoader[Children, Page] = DataLoader(load_fn=catalogue.berths_of_piers)
        self.pier_count: DataLoader[UUID, int] = DataLoader(load_fn=catalogue.count_piers)
        self.berth_count: DataLoader[UUID, int] = DataLoader(load_fn=catalogue.count_berths_of_piers)
